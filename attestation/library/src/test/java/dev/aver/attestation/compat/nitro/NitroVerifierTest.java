// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.CompatResult;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.PerformedBy;
import dev.aver.attestation.result.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents in AWS's layout under a root of the test, and altered in each part. */
class NitroVerifierTest {
  private static List<Reason> reasons(CompatResult result) {
    return result.failures().stream().map(Finding.Failure::reason).toList();
  }

  private static CompatResult verify(NitroSample sample) throws Exception {
    return NitroVerifier.verify(sample.document(), sample.demands());
  }

  @Test
  void aDocumentHoldsUnderItsOwnRootAndIsStillNoVerdictOfAver() throws Exception {
    var sample = new NitroSample();
    var result = verify(sample);
    assertTrue(result.holds(), () -> JsonWriter.write(result.toJson()));
    assertNull(result.toJson().get("verdict"));
    assertEquals(Json.of("aver/compat/v1"), result.toJson().get("type"));
    assertTrue(result.lines().getFirst().contains("not a verdict of Aver"));
    var options = Verification.at(NitroSample.AT.toEpochMilli(), PerformedBy.LIBRARY);
    assertEquals(Verdict.REJECTED, Verifier.verify(sample.document(), options).verdict());
    var shown = Bytes.utf8(JsonWriter.write(result.toJson()));
    assertEquals(Verdict.REJECTED, Verifier.verify(shown, options).verdict());
  }

  @Test
  void awsItselfSignedNoneOfOurSamples() {
    var at = NitroSample.AT.toEpochMilli();
    var result = NitroVerifier.verify(new NitroSample().document(), NitroDemands.at(at));
    assertEquals(List.of(Reason.NITRO_UNTRUSTED_ROOT), reasons(result));
    assertTrue(result.says().members().isEmpty(), "what was refused says nothing");
  }

  static Stream<Arguments> altered() {
    var leafOfP256 = NitroPki.keys("secp256r1");
    return Stream.of(
        of("algorithm", s -> s.protectedHeader = Bytes.utf8("none"), Reason.NITRO_FORMAT),
        of(
            "outer header",
            s ->
                s.unprotected =
                    CborWriter.map(List.of(CborWriter.integer(4), CborWriter.raw(Bytes.EMPTY))),
            Reason.NITRO_FORMAT),
        of("digest", s -> s.digest = "SHA256", Reason.NITRO_FORMAT),
        of(
            "unknown field",
            s -> s.more = List.of(CborWriter.text("extra"), CborWriter.integer(1)),
            Reason.NITRO_FORMAT),
        of(
            "field twice",
            s -> s.more = List.of(CborWriter.text("digest"), CborWriter.text("SHA384")),
            Reason.CBOR_FORMAT),
        of("register of 32 bytes", s -> s.pcrs.put(4, Bytes.of(new byte[32])), Reason.NITRO_FORMAT),
        of("register 32", s -> s.pcrs.put(32, Bytes.of(new byte[48])), Reason.NITRO_FORMAT),
        of("no registers", s -> s.pcrs.clear(), Reason.NITRO_FORMAT),
        of("no bundle", s -> s.bundle = List.of(), Reason.NITRO_FORMAT),
        of(
            "long user data",
            s -> s.userData = Optional.of(Bytes.of(new byte[513])),
            Reason.NITRO_FORMAT),
        of("debug", s -> s.pcrs.put(0, Bytes.of(new byte[48])), Reason.NITRO_DEBUG),
        of("PCR 2 missing", s -> s.pcrs.remove(2), Reason.NITRO_DEBUG),
        of(
            "another root",
            s ->
                s.bundle =
                    NitroSample.bundle(
                        NitroPki.root("test.nitro-enclaves", NitroSample.LONG),
                        s.region,
                        s.zone,
                        s.instance),
            Reason.NITRO_UNTRUSTED_ROOT),
        of(
            "link missing",
            s -> s.bundle = NitroSample.bundle(s.root, s.region, s.instance),
            Reason.NITRO_CHAIN),
        of(
            "bundle reversed",
            s -> s.bundle = NitroSample.bundle(s.root, s.zone, s.region, s.instance),
            Reason.NITRO_CHAIN),
        of("the root alone", s -> s.bundle = NitroSample.bundle(s.root), Reason.NITRO_CHAIN),
        of(
            "issuer that is no authority",
            s -> s.leaf = NitroPki.issue(s.leaf, "below a leaf", NitroSample.HOURS),
            Reason.NITRO_CHAIN),
        of(
            "leaf that is an authority",
            s -> s.leaf = NitroPki.issue(s.instance, "leaf", NitroSample.LONG),
            Reason.NITRO_CHAIN),
        of(
            "leaf of another issuer with the same name",
            s -> s.leaf = NitroPki.issue(new NitroSample().instance, "leaf", NitroSample.HOURS),
            Reason.NITRO_CHAIN),
        of(
            "leaf of P-256",
            s -> s.leaf = NitroPki.issue(s.instance, "leaf", leafOfP256, NitroSample.HOURS),
            Reason.NITRO_FORMAT));
  }

  private static Arguments of(String what, Consumer<NitroSample> change, Reason reason) {
    return Arguments.of(what, change, reason);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("altered")
  void eachPartIsRefusedForItsOwnReason(String what, Consumer<NitroSample> change, Reason reason)
      throws Exception {
    var sample = new NitroSample();
    if (what.equals("issuer that is no authority")) {
      sample.bundle =
          NitroSample.bundle(sample.root, sample.region, sample.zone, sample.instance, sample.leaf);
    }
    change.accept(sample);
    var result = verify(sample);
    assertFalse(result.holds());
    assertEquals(List.of(reason), reasons(result));
  }

  @Test
  void timeIsThatOfEveryCertificate() throws Exception {
    var sample = new NitroSample();
    var demands = sample.demands();
    for (var later : List.of(Duration.ofHours(3), Duration.ofDays(10_000))) {
      var at = NitroSample.AT.plus(later).toEpochMilli();
      var result = NitroVerifier.verify(sample.document(), at(demands, at));
      assertEquals(List.of(Reason.NITRO_EXPIRED), reasons(result));
    }
    var before = NitroSample.AT.minus(Duration.ofHours(2)).toEpochMilli();
    var result = NitroVerifier.verify(sample.document(), at(demands, before));
    assertEquals(List.of(Reason.NITRO_NOT_YET_VALID), reasons(result));
  }

  private static NitroDemands at(NitroDemands demands, long at) {
    return new NitroDemands(demands.root(), at, demands.nonce(), demands.pcrs());
  }

  @Test
  void nonceAndRegistersAreDemandedExactly() throws Exception {
    var sample = new NitroSample();
    var root = sample.demands().root();
    var at = NitroSample.AT.toEpochMilli();
    var own = new NitroDemands(root, at, sample.nonce, Map.of(0, sample.pcrs.get(0)));
    assertTrue(NitroVerifier.verify(sample.document(), own).holds());
    var nonce = Optional.of(Bytes.of(new byte[21]));
    var others = new NitroDemands(root, at, nonce, Map.of(1, sample.pcrs.get(0)));
    assertEquals(
        List.of(Reason.NITRO_PCR_MISMATCH, Reason.NONCE_MISMATCH),
        reasons(NitroVerifier.verify(sample.document(), others)));
    var none = new NitroDemands(root, at, Optional.empty(), Map.of(20, sample.pcrs.get(0)));
    assertEquals(
        List.of(Reason.NITRO_PCR_MISMATCH), reasons(NitroVerifier.verify(sample.document(), none)));
  }

  @Test
  void noByteCanBeAnotherAndNoneCanBeLeftOut() throws Exception {
    var sample = new NitroSample();
    var document = sample.document();
    var demands = sample.demands();
    for (var at = 0; at < document.size(); at += 11) {
      var bytes = document.toArray();
      bytes[at] ^= (byte) (1 << at % 8);
      assertFalse(NitroVerifier.verify(Bytes.of(bytes), demands).holds(), "byte " + at);
    }
    for (var size = 0; size < document.size(); size += 197) {
      assertFalse(NitroVerifier.verify(document.slice(0, size), demands).holds());
    }
    assertFalse(NitroVerifier.verify(document.plus(Bytes.of((byte) 0)), demands).holds());
  }
}
