// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.typed.Signature;

/** One block of a server-sent event stream: one line and the blank line behind it (5.3). */
public sealed interface StreamBlock {
  /**
   * A line {@code data: …}; only these are part of the response.
   *
   * @param bytes the whole block with both line feeds
   */
  record Event(Bytes bytes) implements StreamBlock {
    /** What stands behind {@code data: }. */
    public Bytes data() {
      return bytes.slice(StreamLine.DATA.length(), bytes.size() - 2);
    }

    /** Whether this is {@code data: [DONE]}. */
    public boolean isDone() {
      return data().equals(Bytes.utf8(StreamLine.DONE));
    }
  }

  /** A comment that says nothing here, whoever wrote it: padding, keep-alive. */
  record Comment() implements StreamBlock {}

  /**
   * What the enclave says it has sent so far.
   *
   * @param events the number of event blocks
   * @param hash SHA-256 of these blocks
   * @param signature of the structure Progress; its form has not been looked at
   */
  record ProgressComment(long events, Digest hash, Signature signature) implements StreamBlock {}

  /** The receipt. */
  record ReceiptComment(Receipt receipt) implements StreamBlock {}
}
