// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.compat.Checks;
import dev.aver.attestation.compat.CompatResult;
import dev.aver.attestation.compat.Profile;
import dev.aver.attestation.compat.nitro.NitroDemands;
import dev.aver.attestation.compat.nitro.NitroDocument;
import dev.aver.attestation.compat.nitro.NitroVerifier;
import dev.aver.attestation.json.Json;
import java.util.Optional;

/**
 * Says whether the {@code tee_} fields of an answer are what they call themselves: hashes of this
 * request and this answer, signed by this key. Whatever the bytes are, there is a result with a
 * reason, never an exception, and never a verdict of Aver.
 */
public final class OpenGradientVerifier {
  private final Given given;
  private final Checks checks = new Checks();

  private OpenGradientVerifier(Given given) {
    this.given = given;
  }

  /**
   * What is known about one answer.
   *
   * @param answer as it was received, JSON or a stream
   * @param key the SubjectPublicKeyInfo of the gateway's RSA key, from its registry or endpoint
   * @param request as it was sent
   * @param enclave the Nitro document that should name the key
   * @param tlsCertificate the DER of the certificate that the connection ended in
   */
  public record Given(
      Bytes answer,
      Bytes key,
      Optional<Bytes> request,
      Optional<Enclave> enclave,
      Optional<Bytes> tlsCertificate) {}

  /** A Nitro document and what is demanded of it. */
  public record Enclave(Bytes document, NitroDemands demands) {}

  /** Verifies one answer. */
  public static CompatResult verify(Given given) {
    var verifier = new OpenGradientVerifier(given);
    var says = verifier.run();
    return new CompatResult(Profile.OPENGRADIENT, verifier.checks.of(Profile.OPENGRADIENT), says);
  }

  private Json.Obj run() {
    var answer = checks.find("format", () -> SignedAnswer.parse(given.answer()));
    var key = checks.find("key", () -> GatewayKey.decode(given.key()));
    if (answer.isEmpty() || key.isEmpty()) {
      return Json.object().build();
    }
    checks.check("tee-id", () -> key.get().requireId(answer.get().teeId()));
    checks.check("signature", () -> key.get().requireSigned(answer.get()));
    checks.check("output-hash", () -> requireOutput(answer.get()));
    request(answer.get());
    enclave(key.get());
    return says(answer.get());
  }

  private static void requireOutput(SignedAnswer answer) throws Rejected {
    var found = Hashes.keccak256(Bytes.utf8(answer.output()));
    if (!found.equals(answer.outputHash())) {
      throw new Rejected(
          Reason.OPENGRADIENT_OUTPUT_HASH, "the answer is " + found + ", not as signed");
    }
  }

  private void request(SignedAnswer answer) {
    if (given.request().isEmpty()) {
      checks.skip("request-hash", "the request was not given");
      return;
    }
    checks.check(
        "request-hash",
        () -> {
          var found = CanonicalRequest.hash(SignedAnswer.object(given.request().get()));
          if (!found.equals(answer.requestHash())) {
            throw new Rejected(
                Reason.OPENGRADIENT_REQUEST_HASH, "the request is " + found + ", not as signed");
          }
        });
  }

  private void enclave(GatewayKey key) {
    if (given.enclave().isEmpty()) {
      checks.skip("nitro", "no Nitro document was given");
      checks.skip("key-binding", "no Nitro document was given");
      checks.skip("tls-binding", "no Nitro document was given");
      return;
    }
    var nitro =
        NitroVerifier.verify(given.enclave().get().document(), given.enclave().get().demands());
    var holds =
        checks.find(
            "nitro",
            () -> {
              if (!nitro.holds()) {
                var first = nitro.failures().getFirst();
                throw new Rejected(first.reason(), first.detail());
              }
              return true;
            });
    if (holds.isPresent()) {
      binding(key);
    }
  }

  private void binding(GatewayKey key) {
    var binding = checks.find("key-binding", () -> named(key));
    if (given.tlsCertificate().isEmpty()) {
      checks.skip("tls-binding", "no TLS certificate was given");
    } else if (binding.isPresent()) {
      checks.check("tls-binding", () -> binding.get().requireTls(given.tlsCertificate().get()));
    }
  }

  private KeyBinding named(GatewayKey key) throws Rejected {
    var document = NitroDocument.parse(given.enclave().orElseThrow().document());
    var binding = KeyBinding.parse(document.userData().orElse(Bytes.EMPTY));
    binding.requireKey(key.encoded());
    return binding;
  }

  private static Json.Obj says(SignedAnswer answer) {
    return Json.object()
        .put("teeId", answer.teeId().toString())
        .put("timestamp", answer.timestamp())
        .put("requestHash", answer.requestHash().toString())
        .put("outputHash", answer.outputHash().toString())
        .put("message", answer.message().prefixedHex())
        .put("modelLabel", answer.model())
        .build();
  }
}
