// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Context;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.typed.Signature;
import dev.aver.attestation.typed.TypedData;
import java.util.List;
import java.util.Optional;

/**
 * What a contract demands before it acts on an answer (formats.md, 5.4), modelled: it is given the
 * opened bytes and compares them with what it wants. The first demand that is not met is the
 * reason.
 */
final class ExpectationCases {
  private ExpectationCases() {}

  static CaseOutcome expectation(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var state = inputs.values("state");
    var expectation = inputs.values("expectation");
    var openings = inputs.values("openings");
    var body = TypedCases.receipt(inputs.values("receipt"));
    var keyset = formatCase.keyset();

    requireRegistered(body.enclave(), keyset, state);
    var signature = Signature.parse(inputs.text("signature"));
    ReceiptChecks.check(new Receipt(body, signature, Optional.empty()), keyset);
    require(body.outcome() == Outcome.COMPLETE, Reason.OUTCOME_MISMATCH);
    require(body.model().equals(expectation.digest("model")), Reason.MODEL_MISMATCH);
    requireContext(body.context(), context(state, expectation), state);
    requireOpenings(body, openings, expectation);
    return steps(inputs, body, openings, state, expectation);
  }

  private static void requireRegistered(Digest enclave, Keyset keyset, Values state)
      throws Rejected {
    require(digests(state, "registered").contains(enclave), Reason.KEYSET_UNKNOWN);
    require(!digests(state, "retired").contains(enclave), Reason.KEYSET_RETIRED);
    require(state.integer("timestamp") <= keyset.notAfter(), Reason.KEYSET_EXPIRED);
  }

  private static void requireContext(Digest actual, Digest expected, Values state) throws Rejected {
    require(actual.equals(expected), Reason.CONTEXT_MISMATCH);
    require(!digests(state, "consumed").contains(actual), Reason.CONTEXT_CONSUMED);
  }

  /** Whoever writes the prompt writes the output: the input is compared, too. */
  private static void requireOpenings(ReceiptBody body, Values openings, Values expectation)
      throws Rejected {
    Commitment.check(body.output(), salt(openings, "output"), opened(openings, "output"));
    Commitment.check(body.input(), salt(openings, "input"), opened(openings, "input"));
    Commitment.check(
        body.parameters(), salt(openings, "parameters"), opened(openings, "parameters"));
    var input = ReceiptCases.content(expectation.values("input"));
    require(opened(openings, "input").equals(input), Reason.INPUT_MISMATCH);
    var parameters = new TaggedBytes(Tags.PARAMETERS, expectation.bytes("parameters"));
    require(opened(openings, "parameters").equals(parameters), Reason.PARAMETERS_MISMATCH);
  }

  /** The byte strings that are hashed on the way, as the case gives them. */
  private static CaseOutcome steps(
      Values inputs, ReceiptBody body, Values openings, Values state, Values expectation) {
    var compare =
        new Comparison(inputs)
            .value("digest", TypedData.digest(body))
            .value("contextPreimage", preimage(state, expectation))
            .value("context", context(state, expectation));
    for (var name : List.of("input", "output", "parameters")) {
      var salt = salt(openings, name);
      var content = opened(openings, name);
      var tag = Bytes.of((byte) content.tag());
      var part =
          new Comparison(openings.values(name))
              .value("packed", Bytes.concat(salt.bytes(), tag, content.bytes()))
              .value("commitment", Commitment.of(salt, content));
      compare.all(name, part);
    }
    return compare.accepted();
  }

  private static Bytes preimage(Values state, Values expectation) {
    return Context.preimage(
        state.integer("chainId"), state.address("contract"), expectation.digest("job"));
  }

  private static Digest context(Values state, Values expectation) {
    return Context.forContract(
        state.integer("chainId"), state.address("contract"), expectation.digest("job"));
  }

  private static Digest salt(Values openings, String name) {
    return openings.values(name).digest("salt");
  }

  private static TaggedBytes opened(Values openings, String name) {
    return ReceiptCases.content(openings.values(name));
  }

  private static List<Digest> digests(Values state, String name) throws Rejected {
    return state.has(name) ? TreeCases.digests(state.list(name)) : List.of();
  }

  private static void require(boolean met, Reason otherwise) throws Rejected {
    if (!met) {
      throw new Rejected(otherwise, "not what the contract demands");
    }
  }
}
