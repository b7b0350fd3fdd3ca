// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.typed.Progress;
import dev.aver.attestation.typed.TypedData;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Follows one answer's stream, block by block: progress comments fit the events before them and are
 * signed for this answer, the receipt stands where it may stand and commits to these events
 * (formats.md, 5.3).
 *
 * <p>A stream without a receipt passes: it has proved what its last progress comment says, and its
 * reader has to ask for the receipt.
 */
public final class StreamCheck {
  /** The longest response that is kept until the receipt's salt has come. */
  public static final int MAX_RESPONSE = 1 << 26;

  private final Keyset keyset;
  private final Digest enclave;
  private final Digest id;
  private final StreamHash hash = StreamHash.empty();
  private final ByteArrayOutputStream response = new ByteArrayOutputStream();
  private long events;
  private boolean done;
  private Optional<Receipt> receipt = Optional.empty();

  /** Checks a stream of the keyset's enclave; {@code id} is its {@code Aver-Receipt-Id}. */
  public StreamCheck(Keyset keyset, Digest id) {
    this.keyset = keyset;
    this.enclave = keyset.enclave();
    this.id = id;
  }

  /**
   * Takes the next block.
   *
   * @throws Rejected {@link Reason#STREAM_FORMAT}, {@link Reason#PROGRESS_MISMATCH}, {@link
   *     Reason#PROGRESS_SIGNATURE}, {@link Reason#TOO_LARGE}
   */
  public void accept(StreamBlock block) throws Rejected {
    switch (block) {
      case StreamBlock.Event event -> event(event);
      case StreamBlock.ProgressComment comment -> progress(comment);
      case StreamBlock.ReceiptComment comment -> receipt(comment.receipt());
      case StreamBlock.Comment ignored -> {
        // Never part of anything, whoever wrote it.
      }
    }
  }

  private void event(StreamBlock.Event event) throws Rejected {
    if (done || receipt.isPresent() && !event.isDone()) {
      throw new Rejected(Reason.STREAM_FORMAT, "an event after the end of the answer");
    }
    if (response.size() + event.bytes().size() > MAX_RESPONSE) {
      throw new Rejected(Reason.TOO_LARGE, "more than " + MAX_RESPONSE + " bytes of events");
    }
    done = event.isDone();
    events++;
    hash.add(event.bytes());
    response.writeBytes(event.bytes().toArray());
  }

  private void progress(StreamBlock.ProgressComment comment) throws Rejected {
    requireOpen("a progress comment");
    if (comment.events() != events || !comment.hash().equals(hash.soFar())) {
      throw new Rejected(
          Reason.PROGRESS_MISMATCH,
          "progress of " + comment.events() + " events after " + events + " events");
    }
    var progress = new Progress(enclave, id, comment.events(), comment.hash());
    try {
      comment.signature().verify(TypedData.digest(progress), keyset.receiptSigner());
    } catch (Rejected e) {
      throw new Rejected(Reason.PROGRESS_SIGNATURE, e.detail());
    }
  }

  private void receipt(Receipt found) throws Rejected {
    requireOpen("a receipt");
    receipt = Optional.of(found);
  }

  private void requireOpen(String what) throws Rejected {
    if (done || receipt.isPresent()) {
      throw new Rejected(Reason.STREAM_FORMAT, what + " after the end of the answer");
    }
  }

  /**
   * Ends the stream: the receipt, if there is one, is this enclave's, of this answer, and opens to
   * the events.
   *
   * @throws Rejected {@link Reason#OPENING_MISMATCH}, and the codes of {@link ReceiptChecks#check}
   */
  public Optional<Receipt> end() throws Rejected {
    if (receipt.isPresent()) {
      check(receipt.get());
    }
    return receipt;
  }

  private void check(Receipt found) throws Rejected {
    ReceiptChecks.check(found, keyset);
    if (!found.body().request().equals(id)) {
      throw new Rejected(Reason.OPENING_MISMATCH, "the receipt is of another answer than " + id);
    }
    var salt =
        found
            .opening()
            .flatMap(Opening::response)
            .orElseThrow(
                () -> new Rejected(Reason.OPENING_MISMATCH, "the receipt opens no response"));
    Commitment.check(found.body().response(), salt, new TaggedBytes(Tags.RESPONSE, response()));
  }

  /** The number of event blocks so far. */
  public long events() {
    return events;
  }

  /** The response so far: the event blocks one after the other. */
  public Bytes response() {
    return Bytes.of(response.toByteArray());
  }
}
