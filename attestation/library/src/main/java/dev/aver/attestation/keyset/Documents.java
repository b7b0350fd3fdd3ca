// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;

/** The digest of documents that this library has built itself. */
final class Documents {
  private Documents() {}

  /** SHA-256 of the JCS; a document without canonical form is a programming error. */
  static Digest digest(Json document) {
    try {
      return Jcs.digest(document);
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
