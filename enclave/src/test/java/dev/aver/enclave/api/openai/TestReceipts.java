// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.enclave.feed.EntryLog;
import dev.aver.enclave.identity.Identity;
import dev.aver.enclave.receipts.ReceiptIssuer;
import dev.aver.enclave.receipts.ReceiptShelf;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** Receipts of an enclave that serves no model. */
public final class TestReceipts {
  private TestReceipts() {}

  /** Signed by keys of their own, salted by {@code salts}, kept on {@code shelf}. */
  public static Receipting of(SecureRandom salts, ReceiptShelf shelf) {
    var identity =
        Identity.born(
            Identity.Keys.generate(new SecureRandom()),
            System.currentTimeMillis(),
            Duration.ofDays(1),
            new Manifests(List.of()),
            new Configuration(new TreeMap<>()),
            new Build("test", "0".repeat(40), Digest.ZERO));
    var log = new EntryLog(8, _ -> {});
    return new Receipting(
        new ReceiptIssuer(identity, log, salts, System::currentTimeMillis), shelf);
  }
}
