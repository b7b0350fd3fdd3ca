// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.log.Merkle;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Context;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.typed.SigningKey;
import java.util.Optional;

/** Commitments, receipts and headers. */
final class ReceiptCases {
  private ReceiptCases() {}

  static CaseOutcome commitment(FormatCase formatCase) {
    var inputs = formatCase.inputs();
    var salt = inputs.digest("salt");
    var content = content(inputs);
    var tag = Bytes.of((byte) content.tag());
    return new Comparison(inputs)
        .value("preimage", Bytes.concat(salt.bytes(), tag, content.bytes()))
        .value("commitment", Commitment.of(salt, content))
        .computed();
  }

  static CaseOutcome opening(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    Commitment.check(inputs.digest("commitment"), inputs.digest("salt"), content(inputs));
    return CaseOutcome.accepted();
  }

  static TaggedBytes content(Values of) {
    return new TaggedBytes((int) of.integer("tag"), of.bytes("bytes"));
  }

  static CaseOutcome context(FormatCase formatCase) {
    var inputs = formatCase.inputs();
    var chainId = inputs.integer("chainId");
    var consumer = inputs.address("consumer");
    var job = inputs.digest("job");
    return new Comparison(inputs)
        .value("preimage", Context.preimage(chainId, consumer, job))
        .value("context", Context.forContract(chainId, consumer, job))
        .computed();
  }

  static CaseOutcome receipt(FormatCase formatCase) throws Rejected {
    var document = Bytes.utf8(formatCase.inputs().text("document"));
    ReceiptChecks.check(Receipt.parse(document), formatCase.keyset());
    return CaseOutcome.accepted();
  }

  static CaseOutcome header(FormatCase formatCase) throws Rejected {
    var receipt = Receipt.fromHeader(formatCase.inputs().text("header"));
    ReceiptChecks.check(receipt, formatCase.keyset());
    return CaseOutcome.accepted();
  }

  static CaseOutcome golden(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var given = TypedCases.receipt(inputs.values("value"));
    var compare = TypedCases.steps(inputs, given);
    var commitments = inputs.values("commitments");
    var body = commit(given, commitments);
    var secret = SecretBytes.of(formatCase.area().hex("privateKey").toArray());
    try (var key = SigningKey.of(secret)) {
      var receipt = Receipt.sign(body, key, Optional.of(salts(commitments)));
      ReceiptChecks.check(receipt, formatCase.keyset());
      compare
          .same("value", given, body)
          .value("receiptId", body.request())
          .value("signature", receipt.signature())
          .value("signer", key.address())
          .value("leafHash", Merkle.leafHash(receipt.digest().bytes()))
          .value("json", JsonWriter.write(receipt.toJson()))
          .value("header", receipt.header())
          .same("read back", receipt, Receipt.fromHeader(inputs.text("header")));
    }
    content(compare, inputs, commitments);
    return compare.computed();
  }

  /** The body with the five commitments as they come out of salts and bytes. */
  private static ReceiptBody commit(ReceiptBody given, Values commitments) {
    return new ReceiptBody(
        given.enclave(),
        given.sequence(),
        given.issuedAt(),
        given.model(),
        commit(commitments.values("request")),
        commit(commitments.values("response")),
        commit(commitments.values("input")),
        commit(commitments.values("output")),
        commit(commitments.values("parameters")),
        given.context(),
        given.outcome(),
        given.inputUnits(),
        given.outputUnits());
  }

  private static Digest commit(Values of) {
    return Commitment.of(of.digest("salt"), content(of));
  }

  private static Opening salts(Values of) {
    return new Opening(
        salt(of, "request"),
        salt(of, "response"),
        salt(of, "input"),
        salt(of, "output"),
        salt(of, "parameters"));
  }

  private static Optional<Digest> salt(Values commitments, String name) {
    return Optional.of(commitments.values(name).digest("salt"));
  }

  /** What is committed to follows from request and parameters. */
  private static void content(Comparison compare, Values inputs, Values commitments)
      throws Rejected {
    var parameters = inputs.values("parametersValue");
    var request = inputs.values("answer").bytes("requestBody");
    var input = ContentCases.inputOf(parameters.text("operation"), request);
    compare
        .same(
            "parameters",
            content(commitments.values("parameters")),
            new TaggedBytes(Tags.PARAMETERS, Jcs.canonical(parameters.object())))
        .same(
            "request",
            content(commitments.values("request")),
            new TaggedBytes(Tags.REQUEST, request))
        .same("input", content(commitments.values("input")), input);
  }
}
