// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.typed.Progress;
import dev.aver.attestation.typed.SigningKey;
import dev.aver.attestation.typed.TypedData;

/**
 * Writes the blocks of one answer's stream and hashes what it has written, so that neither the
 * response's commitment nor a progress comment needs the events again.
 *
 * <p>Not thread-safe: a stream has one writer.
 */
public final class StreamWriter {
  private static final Bytes DONE = StreamLine.block(StreamLine.DATA + StreamLine.DONE);

  private final StreamHash progress = StreamHash.empty();
  private final StreamHash commitment = StreamHash.empty();
  private long events;
  private boolean done;

  /** Begins a stream; {@code responseSalt} will open the receipt's {@code response}. */
  public StreamWriter(Digest responseSalt) {
    commitment.add(responseSalt.bytes());
    commitment.add(Bytes.of((byte) Tags.RESPONSE));
  }

  /** The block of an event; {@code data} is one line, mostly JSON. */
  public Bytes event(String data) {
    return add(StreamLine.block(StreamLine.DATA + data));
  }

  /** The block {@code data: [DONE]}, after which there are no events. */
  public Bytes done() {
    var block = add(DONE);
    done = true;
    return block;
  }

  private Bytes add(Bytes block) {
    if (done) {
      throw new IllegalStateException("the answer has ended");
    }
    progress.add(block);
    commitment.add(block);
    events++;
    return block;
  }

  /** The number of event blocks so far. */
  public long events() {
    return events;
  }

  /** A comment that says what has been sent so far, signed for the answer with this id. */
  public Bytes progress(Digest enclave, Digest id, SigningKey key) {
    var hash = progress.soFar();
    var statement = new Progress(enclave, id, events, hash);
    var signature = key.sign(TypedData.digest(statement));
    return StreamLine.block(StreamLine.PROGRESS + events + " " + hash + " " + signature);
  }

  /** The commitment to the response if it ends here. */
  public Digest response() {
    return commitment.soFar();
  }

  /**
   * The commitment to the response if {@code data: [DONE]} follows: what a receipt before it says.
   */
  public Digest responseWithDone() {
    var whole = commitment.copy();
    whole.add(DONE);
    return whole.soFar();
  }

  /** The comment that carries the receipt: the last of ours. */
  public static Bytes receipt(Receipt receipt) {
    return StreamLine.block(StreamLine.RECEIPT + receipt.header());
  }

  /** A comment of one line that says nothing: padding, keep-alive. */
  public static Bytes comment(String text) {
    return StreamLine.block(": " + text);
  }
}
