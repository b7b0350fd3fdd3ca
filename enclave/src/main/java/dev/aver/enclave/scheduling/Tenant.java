// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.util.List;

/**
 * Whose a request is, as far as sharing fairly needs to know: requests with the same credentials
 * belong together, those without any do, too. Only a digest is kept, in memory alone and while the
 * requests are inside; it is never logged, answered or signed. Nobody's credentials are checked
 * here: whoever makes up many of them gets the shares of many.
 */
public record Tenant(Digest digest) {
  /** Everybody who shows no credentials. */
  public static final Tenant ANYBODY = new Tenant(Digest.ZERO);

  /** The bearer of these values of {@code Authorization}. */
  public static Tenant of(List<String> credentials) {
    return credentials.isEmpty()
        ? ANYBODY
        : new Tenant(Hashes.sha256(Bytes.utf8(String.join("\n", credentials))));
  }

  @Override
  public String toString() {
    return "a tenant";
  }
}
