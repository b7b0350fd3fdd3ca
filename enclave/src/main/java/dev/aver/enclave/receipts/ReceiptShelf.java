// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.receipts;

import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.receipt.Receipt;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Receipts for callers who lost theirs: without opening, for a limited time and in a limited
 * number. The id cannot be guessed, so whoever knows it may have the receipt.
 */
public final class ReceiptShelf {
  private final long keptMillis;
  private final int most;
  private final LongSupplier millis;

  /** In order of arrival, so the oldest are first. Guarded by itself. */
  private final LinkedHashMap<Digest, Receipt> receipts = new LinkedHashMap<>();

  /** Keeps at most {@code most} receipts, each for {@code keptMillis}. */
  public ReceiptShelf(long keptMillis, int most, LongSupplier millis) {
    this.keptMillis = keptMillis;
    this.most = most;
    this.millis = millis;
  }

  /** Puts a copy without its opening on the shelf. */
  public void put(Receipt receipt) {
    synchronized (receipts) {
      receipts.put(receipt.body().request(), receipt.withoutOpening());
      tidy();
    }
  }

  /** The receipt of this id, if it is still kept. */
  public Optional<Receipt> get(Digest id) {
    synchronized (receipts) {
      tidy();
      return Optional.ofNullable(receipts.get(id));
    }
  }

  private void tidy() {
    var oldest = millis.getAsLong() - keptMillis;
    var all = receipts.values().iterator();
    while (all.hasNext()) {
      var first = all.next();
      if (receipts.size() <= most && first.body().issuedAt() >= oldest) {
        return;
      }
      all.remove();
    }
  }
}
