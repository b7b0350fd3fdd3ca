// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.typed.Agreement;
import dev.aver.attestation.typed.ChainHead;
import dev.aver.attestation.typed.Channel;
import dev.aver.attestation.typed.CheckpointStatement;
import dev.aver.attestation.typed.Nonce;
import dev.aver.attestation.typed.Progress;
import dev.aver.attestation.typed.Retirement;
import dev.aver.attestation.typed.SigningKey;
import dev.aver.attestation.typed.Typed;
import dev.aver.attestation.typed.TypedData;

/** EIP-712 structures with every step of their hashing, and signatures. */
final class TypedCases {
  private TypedCases() {}

  static CaseOutcome typed(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var compare = steps(inputs, structure(inputs.text("struct"), inputs.values("value")));
    if (formatCase.area().has("domain")) {
      compare.all("domain", domain(formatCase.area().values("domain")));
    }
    return compare.computed();
  }

  /** Compares the steps of one statement; with a {@code privateKey} its signature, too. */
  static Comparison steps(Values given, Typed typed) throws Rejected {
    var digest = TypedData.digest(typed);
    var compare =
        new Comparison(given)
            .value("typeString", typed.typeString())
            .value("typeHash", TypedData.hash(typed.typeString()))
            .value("encodeData", typed.encodeData())
            .value("structHash", TypedData.structHash(typed))
            .value("domainSeparator", TypedData.DOMAIN_SEPARATOR)
            .value("digest", digest);
    if (given.has("privateKey")) {
      try (var key = SigningKey.of(SecretBytes.of(given.hex("privateKey").toArray()))) {
        var signature = key.sign(digest);
        signature.verify(digest, key.address());
        compare.value("signature", signature).value("signer", key.address());
      }
    }
    return compare;
  }

  private static Comparison domain(Values given) {
    return new Comparison(given)
        .value("typeString", TypedData.DOMAIN_TYPE)
        .value("typeHash", TypedData.hash(TypedData.DOMAIN_TYPE))
        .value("nameHash", Hashes.keccak256(Bytes.utf8("Aver")))
        .value("versionHash", Hashes.keccak256(Bytes.utf8("1")))
        .value("separator", TypedData.DOMAIN_SEPARATOR);
  }

  static Typed structure(String name, Values of) throws Rejected {
    return switch (name) {
      case "Keyset" -> keyset(of);
      case "Nonce" -> new Nonce(of.digest("value"));
      case "ChainHead" ->
          new ChainHead(of.integer("chainId"), of.integer("number"), of.digest("hash"));
      case "Checkpoint" ->
          new CheckpointStatement(
              of.digest("enclave"), of.integer("size"), of.digest("root"), of.integer("issuedAt"));
      case "Progress" ->
          new Progress(
              of.digest("enclave"), of.digest("id"), of.integer("events"), of.digest("hash"));
      case "Channel" -> new Channel(of.digest("enclave"), of.digest("exporter"));
      case "Retirement" ->
          new Retirement(of.digest("enclave"), of.digest("successor"), of.integer("issuedAt"));
      case "Agreement" ->
          new Agreement(of.digest("first"), of.digest("second"), (int) of.integer("tolerance"));
      case "Receipt" -> receipt(of);
      default -> throw new IllegalStateException("no structure " + name);
    };
  }

  /** Hashed as it is: whether an enclave may be so is what the keyset cases ask. */
  private static Keyset keyset(Values of) {
    return new Keyset(
        of.address("receiptSigner"),
        of.digest("noteKey"),
        of.digest("tlsKey"),
        of.digest("sealKey"),
        of.digest("models"),
        of.digest("configuration"),
        of.digest("build"),
        of.integer("notBefore"),
        of.integer("notAfter"));
  }

  static ReceiptBody receipt(Values of) {
    return new ReceiptBody(
        of.digest("enclave"),
        of.integer("sequence"),
        of.integer("issuedAt"),
        of.digest("model"),
        of.digest("request"),
        of.digest("response"),
        of.digest("input"),
        of.digest("output"),
        of.digest("parameters"),
        of.digest("context"),
        Outcome.of(of.integer("outcome")).orElseThrow(),
        of.integer("inputUnits"),
        of.integer("outputUnits"));
  }
}
