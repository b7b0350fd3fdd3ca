// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The checks receipt.enclave to opening.parameters: the enclave's key signed the receipt, in its
 * time, for a model of its own, and the bytes that are shown are the ones it committed to.
 */
final class ReceiptPart {
  private static final List<CheckName> ENCLAVE = List.of(CheckName.RECEIPT_ENCLAVE);
  private static final List<CheckName> SIGNED = List.of(CheckName.RECEIPT_SIGNATURE);
  private static final List<CheckName> OF_KNOWN_MODELS =
      List.of(CheckName.RECEIPT_ENCLAVE, CheckName.KEYSET_MODELS);

  private final Receipt receipt;
  private final Disclosed disclosed;
  private final EvidenceBundle evidence;
  private final Findings findings;

  ReceiptPart(ProofBundle proof, Findings findings) {
    this.receipt = proof.receipt();
    this.disclosed = proof.disclosed();
    this.evidence = proof.evidence();
    this.findings = findings;
  }

  /** Makes them; {@code lifetime} is the policy's demand on the keyset's life. */
  void check(Findings.Rule lifetime) {
    var keyset = evidence.keyset();
    findings.check(CheckName.RECEIPT_ENCLAVE, () -> ReceiptChecks.enclave(receipt, keyset));
    findings.check(
        CheckName.RECEIPT_SIGNATURE, ENCLAVE, () -> ReceiptChecks.signature(receipt, keyset));
    findings.check(
        CheckName.RECEIPT_TIME,
        ENCLAVE,
        () -> {
          ReceiptChecks.time(receipt, keyset);
          // A proof has no check of its own for how long the keys may live.
          lifetime.apply();
        });
    findings.check(
        CheckName.RECEIPT_MODEL,
        OF_KNOWN_MODELS,
        () -> ReceiptChecks.model(receipt, evidence.models()));
    openings(receipt.body());
  }

  private void openings(ReceiptBody body) {
    open(
        CheckName.OPENING_REQUEST,
        body.request(),
        Opening::request,
        tagged(disclosed.request(), Tags.REQUEST));
    open(
        CheckName.OPENING_RESPONSE,
        body.response(),
        Opening::response,
        tagged(disclosed.response(), Tags.RESPONSE));
    open(CheckName.OPENING_INPUT, body.input(), Opening::input, disclosed.input());
    open(CheckName.OPENING_OUTPUT, body.output(), Opening::output, disclosed.output());
    open(
        CheckName.OPENING_PARAMETERS,
        body.parameters(),
        Opening::parameters,
        tagged(disclosed.parameters(), Tags.PARAMETERS));
  }

  private void open(
      CheckName check,
      Digest commitment,
      Function<Opening, Optional<Digest>> salt,
      Optional<TaggedBytes> shown) {
    if (shown.isEmpty()) {
      findings.skip(check, "not disclosed");
      return;
    }
    findings.check(
        check, SIGNED, () -> Commitment.check(commitment, requireSalt(check, salt), shown.get()));
  }

  private Digest requireSalt(CheckName check, Function<Opening, Optional<Digest>> salt)
      throws Rejected {
    return receipt
        .opening()
        .flatMap(salt)
        .orElseThrow(
            () -> new Rejected(Reason.FIELD_MISSING, "the receipt has no salt for " + check));
  }

  private static Optional<TaggedBytes> tagged(Optional<Bytes> bytes, int tag) {
    return bytes.map(value -> new TaggedBytes(tag, value));
  }
}
