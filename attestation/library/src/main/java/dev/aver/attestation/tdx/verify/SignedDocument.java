// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.EcdsaSignature;
import dev.aver.attestation.endorsement.Remembered;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.endorsement.VerificationKey;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Verifies one of Intel's signed documents from its issuer chain to its last byte. One that is not
 * signed over its exact text says nothing; it is read for what else is wrong with it, no more.
 *
 * @param <T> what the document says
 */
final class SignedDocument<T> {
  /** Reads the signed bytes. */
  interface Reader<T> {
    T read(Bytes signed) throws Rejected;
  }

  /**
   * How one kind of document is read and what its failures are called.
   *
   * @param maxSize of the text, in bytes
   */
  record Kind<T>(
      Signer.Reasons signer,
      Dates signerDates,
      Reason signature,
      Reason format,
      Dates dates,
      int maxSize,
      Reader<T> reader,
      Predicate<T> hasLevels,
      Function<T, Validity> validity,
      Function<T, Long> evaluationNumber) {}

  /** One document as it travels: issuer chain as PEM, exact text, signature as hex. */
  record Text(String chain, String text, String signature) {
    boolean absent() {
      return chain.isEmpty() && text.isEmpty() && signature.isEmpty();
    }
  }

  private final Kind<T> kind;
  private final Remembered<Digest, T> memory;
  private final Statements.Check demands;

  SignedDocument(Kind<T> kind, Remembered<Digest, T> memory, Statements.Check demands) {
    this.kind = kind;
    this.memory = memory;
    this.demands = demands;
  }

  /** What the document says, if its signer really signed it; dates are in the findings. */
  Optional<T> check(Text text, Optional<Root> sameAs, Consumer<Signer> onSigner, Step step) {
    if (demands.onlyGiven() && text.absent()) {
      step.skipped("not given");
      return Optional.empty();
    }
    try {
      var followed =
          Signer.follow(text.chain, demands.anchors(), sameAs, demands.known(), kind.signer, step);
      if (followed.isEmpty()) {
        return Optional.empty();
      }
      var signer = followed.get();
      kind.signerDates.check(signer.certificate().validity(), demands.at(), step);
      onSigner.accept(signer);
      var document = document(text.text, step);
      var signed =
          step.require(
              isSigned(document, text.signature, signer),
              kind.signature,
              "not signed over these exact bytes");
      var value = signed ? known(document) : kind.reader.read(document);
      step.require(kind.hasLevels.test(value), kind.format, "no level");
      kind.dates.check(kind.validity.apply(value), demands.at(), step);
      recentEnough(value, step);
      return signed ? Optional.of(value) : Optional.empty();
    } catch (Rejected e) {
      step.failed(e);
      return Optional.empty();
    }
  }

  private void recentEnough(T value, Step step) {
    var number = kind.evaluationNumber.apply(value);
    var demand = demands.evaluationNumber();
    if (!demand.accepts(number)) {
      step.tooOld(Reason.TCB_EVALUATION_NUMBER_TOO_LOW, demand.demand(), Long.toString(number));
    }
  }

  private Bytes document(String text, Step step) throws Rejected {
    if (text.isEmpty() || text.length() > kind.maxSize) {
      step.failed(kind.format, text.length() + " characters, at most " + kind.maxSize);
      throw new Rejected(kind.signature, "nothing that could be signed");
    }
    return Bytes.utf8(text);
  }

  private boolean isSigned(Bytes document, String signatureHex, Signer signer) {
    try {
      var signature = TdxCollateral.signature(signatureHex, kind.signature);
      return demands
          .known()
          .signed
          .isSigned(
              KnownCollateral.pair(document, signature),
              signer.certificate(),
              true,
              () -> verifies(document, signature, signer));
    } catch (Rejected e) {
      return false;
    }
  }

  /** A document that was found signed is read once. */
  private T known(Bytes document) throws Rejected {
    var hash = Hashes.sha256(document);
    var remembered = memory.get(hash);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    var value = kind.reader.read(document);
    memory.put(hash, value);
    return value;
  }

  private static boolean verifies(Bytes document, Bytes signature, Signer signer) {
    return signer.certificate().key() instanceof VerificationKey.Ec key
        && key.verifies(document, EcdsaSignature.bigEndian(signature));
  }
}
