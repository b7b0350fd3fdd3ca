// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.typed.SigningKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an enclave streams, a caller can check, in whatever pieces it arrives. */
class StreamTest {
  private static final Digest ID = Hashes.sha256(Bytes.utf8("id"));
  private static final Digest SALT = Hashes.sha256(Bytes.utf8("salt"));

  private final SigningKey key =
      SigningKey.of(SecretBytes.of(Hashes.sha256(Bytes.utf8("key")).toArray()));
  private final Keyset keyset =
      new Keyset(key.address(), ID, ID, ID, ID, ID, ID, 1_800_000_000L, 1_800_000_060L);

  @Test
  void aWholeAnswerChecksInPiecesOfAnySize() throws Rejected {
    var body = join(answer(true));
    var random = new Random(3);
    for (var run = 0; run < 50; run++) {
      var reader = new StreamReader();
      var check = new StreamCheck(keyset, ID);
      var at = 0;
      while (at < body.size()) {
        var to = Math.min(body.size(), at + 1 + random.nextInt(1 << random.nextInt(12)));
        for (var block : reader.read(body.slice(at, to))) {
          check.accept(block);
        }
        at = to;
      }
      reader.end();
      assertEquals(ID, check.end().orElseThrow().body().request());
      assertEquals(4, check.events());
    }
  }

  @Test
  void anAnswerCutByADeadlineChecksWithoutDone() throws Rejected {
    var body = join(answer(false));
    assertEquals(Outcome.CUT, EventStream.check(body, keyset, ID).orElseThrow().body().outcome());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void noEventCanBeLeftOut(int event) {
    var blocks = answer(true);
    blocks.remove(event);
    assertThrows(Rejected.class, () -> EventStream.check(join(blocks), keyset, ID));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void neighboursCannotBeSwapped(int first) {
    var blocks = answer(true);
    Collections.swap(blocks, first, first + 1);
    assertThrows(Rejected.class, () -> EventStream.check(join(blocks), keyset, ID));
  }

  @Test
  void anAnswerWithoutReceiptHasNone() throws Rejected {
    var writer = new StreamWriter(SALT);
    assertEquals(Optional.empty(), EventStream.check(writer.event("{}"), keyset, ID));
  }

  @Test
  void theReceiptOfAnotherAnswerProvesNothing() {
    var body = join(answer(true));
    var other = Hashes.sha256(Bytes.utf8("other"));
    var check = assertThrows(Rejected.class, () -> EventStream.check(body, keyset, other));
    assertEquals(Reason.PROGRESS_SIGNATURE, check.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data: x",
        "data: x\n",
        "\n",
        "data: x\n\n\n",
        "data:x\n\n",
        "data: x\r\n\r\n",
        "data: x\ry\n\n",
        "id: 1\n\n",
        "\ufeffdata: x\n\n",
        ": aver-receipt AAAA\n\n",
        ": aver-receipt \n\n",
        ": aver-receipt\n\n",
        ": aver-receipt\te30\n\n",
        ": aver-progress 1\n\n",
        ": aver-progress \n\n",
        ": aver-progress\n\n",
        ": aver-progress\t1\n\n"
      })
  void refusesWhatReadersCouldSplitOtherwise(String body) {
    var rejected =
        assertThrows(Rejected.class, () -> EventStream.check(Bytes.utf8(body), keyset, ID));
    assertEquals(Reason.STREAM_FORMAT, rejected.reason());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":\n\n",
        ":x\n\n",
        ": aver-progressive\n\n",
        ":aver-receipt\n\n",
        ": Aver-Receipt x\n\n"
      })
  void aCommentOfAnybodySaysNothing(String comment) throws Rejected {
    assertEquals(Optional.empty(), EventStream.check(Bytes.utf8(comment), keyset, ID));
  }

  @Test
  void aWriterNeverWritesTwoLines() {
    var writer = new StreamWriter(SALT);
    assertThrows(IllegalArgumentException.class, () -> writer.event("a\nb"));
    assertThrows(IllegalArgumentException.class, () -> StreamWriter.comment("a\rb"));
    writer.done();
    assertThrows(IllegalStateException.class, () -> writer.event("late"));
  }

  private static Bytes join(List<Bytes> blocks) {
    return Bytes.concat(blocks.toArray(Bytes[]::new));
  }

  private List<Bytes> answer(boolean complete) {
    var writer = new StreamWriter(SALT);
    var blocks = new ArrayList<Bytes>();
    blocks.add(writer.event("{\"a\":1}"));
    blocks.add(writer.event("{\"ü\":2}"));
    blocks.add(writer.progress(keyset.enclave(), ID, key));
    blocks.add(writer.event("{\"c\":3}"));
    blocks.add(StreamWriter.comment("padding"));
    blocks.add(StreamWriter.receipt(receipt(writer, complete)));
    if (complete) {
      blocks.add(writer.done());
    }
    return blocks;
  }

  private Receipt receipt(StreamWriter writer, boolean complete) {
    var none = Optional.<Digest>empty();
    var opening = new Opening(none, Optional.of(SALT), none, none, none);
    var body =
        new ReceiptBody(
            keyset.enclave(),
            0,
            1_800_000_001_000L,
            ID,
            ID,
            complete ? writer.responseWithDone() : writer.response(),
            ID,
            ID,
            ID,
            Digest.ZERO,
            complete ? Outcome.COMPLETE : Outcome.CUT,
            1,
            3);
    return Receipt.sign(body, key, Optional.of(opening));
  }
}
