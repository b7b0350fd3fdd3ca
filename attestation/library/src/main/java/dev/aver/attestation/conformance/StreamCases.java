// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.EventStream;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.StreamBlock;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.typed.Progress;
import dev.aver.attestation.typed.TypedData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Server-sent event streams with progress and receipt. */
final class StreamCases {
  private StreamCases() {}

  static CaseOutcome check(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    EventStream.check(inputs.bytes("body"), formatCase.keyset(), inputs.digest("receiptId"));
    return CaseOutcome.accepted();
  }

  static CaseOutcome compute(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var keyset = formatCase.keyset();
    var id = Commitment.of(inputs.digest("requestSalt"), Tags.REQUEST, inputs.bytes("requestBody"));
    var blocks = EventStream.split(inputs.bytes("body"));
    var receipt = EventStream.check(inputs.bytes("body"), keyset, id);
    var compare =
        new Comparison(inputs)
            .value("receiptId", id)
            .same("response", inputs.bytes("response"), EventStream.response(blocks))
            .same("events", inputs.integer("events"), events(blocks))
            .same("receipt", givenReceipt(inputs), receipt);
    progress(compare, inputs, blocks, keyset, id);
    return compare.computed();
  }

  private static long events(List<StreamBlock> blocks) {
    return blocks.stream().filter(StreamBlock.Event.class::isInstance).count();
  }

  private static Optional<Receipt> givenReceipt(Values inputs) throws Rejected {
    return inputs.has("receipt")
        ? Optional.of(Receipt.parse(Bytes.utf8(inputs.text("receipt"))))
        : Optional.empty();
  }

  private static void progress(
      Comparison compare, Values inputs, List<StreamBlock> blocks, Keyset keyset, Digest id)
      throws Rejected {
    var comments = new ArrayList<StreamBlock.ProgressComment>();
    for (var block : blocks) {
      if (block instanceof StreamBlock.ProgressComment comment) {
        comments.add(comment);
      }
    }
    var given = inputs.list("progress");
    compare.same("progress comments", given.size(), comments.size());
    for (var i = 0; i < Math.min(given.size(), comments.size()); i++) {
      var values = Values.of("progress", given.get(i));
      compare.all("progress", statement(values, comments.get(i), keyset, id));
    }
  }

  private static Comparison statement(
      Values given, StreamBlock.ProgressComment comment, Keyset keyset, Digest id) throws Rejected {
    var statement = new Progress(keyset.enclave(), id, comment.events(), comment.hash());
    comment.signature().verify(TypedData.digest(statement), keyset.receiptSigner());
    var line =
        ": aver-progress %d %s %s\n\n"
            .formatted(comment.events(), comment.hash(), comment.signature());
    return TypedCases.steps(given, statement)
        .value("signature", comment.signature())
        .value("comment", line);
  }
}
