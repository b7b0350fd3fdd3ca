// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.compat.Checks;
import dev.aver.attestation.compat.CompatResult;
import dev.aver.attestation.compat.Profile;
import dev.aver.attestation.endorsement.EcdsaSignature;
import dev.aver.attestation.json.Json;
import java.util.Optional;

/**
 * Says whether AWS signed a Nitro attestation document, by the steps that AWS publishes. Whatever
 * the bytes are, there is a result with a reason, never an exception, and never a verdict of Aver.
 */
public final class NitroVerifier {
  private final NitroDemands demands;
  private final Checks checks = new Checks();

  private NitroVerifier(NitroDemands demands) {
    this.demands = demands;
  }

  /** Verifies one document. */
  public static CompatResult verify(Bytes document, NitroDemands demands) {
    var verifier = new NitroVerifier(demands);
    var parsed = verifier.checks.find("format", () -> NitroDocument.parse(document));
    var says = parsed.map(verifier::check).orElseGet(() -> Json.object().build());
    return new CompatResult(Profile.AWS_NITRO, verifier.checks.of(Profile.AWS_NITRO), says);
  }

  private Json.Obj check(NitroDocument document) {
    var chain = checks.find("chain", () -> NitroChain.check(document, demands.root()));
    if (chain.isPresent()) {
      checks.check("time", () -> chain.get().requireAlive(demands.at()));
      checks.check("signature", () -> requireSigned(document, chain.get()));
    }
    checks.check("not-debug", () -> requireMeasured(document));
    pcrs(document);
    nonce(document);
    return says(document);
  }

  private static void requireSigned(NitroDocument document, NitroChain chain) throws Rejected {
    var signature = EcdsaSignature.bigEndian(document.signature());
    if (!chain.leafKey().verifies(document.signed(), signature)) {
      throw new Rejected(Reason.NITRO_SIGNATURE, "not signed by the key of its certificate");
    }
  }

  /** In debug mode the hypervisor measures nothing: all registers of the image are zero. */
  private static void requireMeasured(NitroDocument document) throws Rejected {
    for (var number = 0; number <= 2; number++) {
      var register = document.pcrs().get(number);
      if (register == null || register.isZero()) {
        throw new Rejected(Reason.NITRO_DEBUG, "PCR " + number + " is zero or missing");
      }
    }
  }

  private void pcrs(NitroDocument document) {
    if (demands.pcrs().isEmpty()) {
      checks.skip("pcrs", "no value of a register was demanded");
      return;
    }
    checks.check("pcrs", () -> requirePcrs(document));
  }

  private void requirePcrs(NitroDocument document) throws Rejected {
    for (var demanded : demands.pcrs().entrySet()) {
      var found = document.pcrs().get(demanded.getKey());
      if (found == null || !found.equals(demanded.getValue())) {
        throw new Rejected(
            Reason.NITRO_PCR_MISMATCH,
            "PCR " + demanded.getKey() + " is " + (found == null ? "missing" : found.hex()));
      }
    }
  }

  private void nonce(NitroDocument document) {
    if (demands.nonce().isEmpty()) {
      checks.skip("nonce", "no nonce was sent");
      return;
    }
    checks.check("nonce", () -> requireNonce(document));
  }

  private void requireNonce(NitroDocument document) throws Rejected {
    if (!document.nonce().equals(demands.nonce())) {
      throw new Rejected(
          Reason.NONCE_MISMATCH, "holds " + document.nonce().map(Bytes::hex).orElse("none"));
    }
  }

  private static Json.Obj says(NitroDocument document) {
    var says =
        Json.object().put("moduleId", document.moduleId()).put("timestamp", document.timestamp());
    var pcrs = Json.object();
    // Most of the 16 registers are never used; a zero says nothing.
    document.pcrs().entrySet().stream()
        .filter(pcr -> !pcr.getValue().isZero())
        .forEach(pcr -> pcrs.put("pcr" + pcr.getKey(), pcr.getValue().hex()));
    says.put("pcrs", pcrs.build());
    document.publicKey().ifPresent(key -> says.put("publicKey", key.hex()));
    document.userData().ifPresent(data -> says.put("userData", data.hex()));
    document.nonce().ifPresent(nonce -> says.put("nonce", nonce.hex()));
    pcrHash(document).ifPresent(hash -> says.put("pcrHash", hash));
    return says.build();
  }

  /** OpenGradient's name for an image: keccak-256 over PCR 0, 1 and 2. */
  private static Optional<String> pcrHash(NitroDocument document) {
    var image = new Bytes[3];
    for (var number = 0; number < image.length; number++) {
      var register = document.pcrs().get(number);
      if (register == null) {
        return Optional.empty();
      }
      image[number] = register;
    }
    return Optional.of(Hashes.keccak256(image).toString());
  }
}
