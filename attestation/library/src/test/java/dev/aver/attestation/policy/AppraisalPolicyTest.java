// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.BundleFiles;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.Verdict;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppraisalPolicyTest {
  private static final String DIGEST = "0x" + "11".repeat(32);

  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v4", "evidence-tdx-v5"})
  void thePolicyOfEvidenceAcceptsItAndIsTheSameAfterATripThroughJson(String name) throws Exception {
    var policy = AppraisalPolicy.accepting(EvidenceBundle.parse(BundleFiles.read(name)));
    assertEquals(policy, AppraisalPolicy.parse(BundleFiles.text(policy.toJson())));
    var result = Verifier.verify(BundleFiles.read(name), BundleFiles.options().with(policy));
    assertEquals(Verdict.VERIFIED, result.verdict(), () -> JsonWriter.write(result.toJson()));
  }

  @Test
  void theExampleOfTheDocumentIsAPolicyAndKeepsItsWords() throws Exception {
    var document = Files.readString(Vectors.repository().resolve("docs/formats.md"));
    var start = document.indexOf("```json\n{\"type\":\"aver/policy/v1\"") + "```json\n".length();
    var text = Bytes.utf8(document.substring(start, document.indexOf("```", start)));
    var read = JsonReader.document(text, AppraisalPolicy.MAX_BYTES);
    assertEquals(read, AppraisalPolicy.parse(text).toJson());
  }

  @Test
  void thePolicyOfOneKindOfTeeRefusesAnother() throws Exception {
    var policy = AppraisalPolicy.accepting(evidence());
    var options = BundleFiles.options().with(policy);
    var result = Verifier.verify(BundleFiles.read("evidence-tdx-v4"), options);
    assertEquals(List.of(Reason.TEE_NOT_ACCEPTED), result.reasons());
  }

  @ParameterizedTest
  @CsvSource({
    "models, MODELS_NOT_ACCEPTED",
    "build, BUILD_NOT_ACCEPTED",
    "configuration, CONFIGURATION_NOT_ACCEPTED",
  })
  void eachFactOfTheKeysetIsDemandedByItself(String member, Reason reason) throws Exception {
    var changed = keysetDemand(member, Json.object().put("exactly", DIGEST).build());
    assertEquals(List.of(reason), reasons(changed));
  }

  @Test
  void theLifetimeIsDemandedOfEvidenceAndOfProofs() throws Exception {
    var changed = keysetDemand("lifetime", Json.object().put("exactly", 3600).build());
    assertEquals(List.of(Reason.LIFETIME_NOT_ACCEPTED), reasons(changed));
    var options = BundleFiles.options().with(AppraisalPolicy.parse(changed));
    var proof = Verifier.verify(BundleFiles.read("proof-signed"), options);
    assertEquals(List.of(Reason.LIFETIME_NOT_ACCEPTED), proof.reasons());
  }

  @Test
  void anEmptyListAcceptsNothing() throws Exception {
    var nothing = Json.object().put("anyOf", Json.array(List.of())).build();
    assertEquals(List.of(Reason.MODELS_NOT_ACCEPTED), reasons(keysetDemand("models", nothing)));
    var noTee =
        Json.object()
            .put("type", AppraisalPolicy.TYPE)
            .put("tee", nothing)
            .put("keyset", keyset())
            .put("machines", policy().members().getOrDefault("machines", Json.Null.NULL))
            .build();
    assertEquals(List.of(Reason.TEE_NOT_ACCEPTED), reasons(noTee).subList(0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v5"})
  void anEmptyListAcceptsNothingWhereverItStands(String name) throws Exception {
    var nothing = Json.object().put("anyOf", Json.array(List.of())).build();
    var evidence = BundleFiles.read(name);
    var whole = AppraisalPolicy.accepting(EvidenceBundle.parse(evidence)).toJson();
    var accepted = new ArrayList<String>();
    for (var path : Paths.expectations(whole)) {
      // A policy for no kind of TEE has no demands on one either: the test before this.
      if (!path.equals(List.of("tee"))) {
        var policy = AppraisalPolicy.parse(Paths.with(whole, path, nothing));
        var result = Verifier.verify(evidence, BundleFiles.options().with(policy));
        if (result.verdict() == Verdict.VERIFIED) {
          accepted.add(String.join(".", path));
        }
      }
    }
    // Demanded of each advisory, and the simulated platform has none.
    accepted.remove("tdx.advisories");
    assertEquals(List.of(), accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FIELD_MISSING | {}",
        "FIELD_MISSING | {'exact':'D'}",
        "FIELD_UNKNOWN | {'exactly':'D','unchecked':'both'}",
        "FIELD_UNKNOWN | {'atLeast':'D'}",
        "FIELD_RANGE | {'unchecked':''}",
        "FIELD_RANGE | {'unchecked':'  '}",
        "FIELD_TYPE | {'unchecked':true}",
        "FIELD_TYPE | {'unchecked':null}",
        "FIELD_TYPE | null",
        "FIELD_TYPE | 'D'",
        "FIELD_TYPE | {'exactly':null}",
        "HEX_FORMAT | {'exactly':'0x00'}",
        "FIELD_TYPE | {'anyOf':'D'}",
        "HEX_FORMAT | {'anyOf':['D','x']}",
      })
  void refusesAnExpectationThatIsNoneOfTheFour(Reason reason, String expectation) throws Exception {
    var text = expectation.replace('\'', '"').replace("D", DIGEST);
    var changed = keysetDemand("models", JsonReader.document(BundleFiles.utf8(text), 1000));
    assertEquals(reason, assertThrows(Rejected.class, () -> parse(changed)).reason());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FIELD_RANGE | {'anyOf':['sev-snp','software-snp']}",
        "FIELD_RANGE | {'anyOf':['software-tdx','tdx']}",
        "FIELD_UNKNOWN | {'unchecked':'whatever'}",
        "TEE_UNKNOWN | {'exactly':'sgx'}",
        "FIELD_MISSING | {'anyOf':['software-snp','software-tdx']}",
        "FIELD_UNKNOWN | {'exactly':'software-tdx','snp':1}",
      })
  void aPolicyNamesTheKindsOfTeeAndNeverSoftwareBesideHardware(Reason reason, String tee)
      throws Exception {
    var json = JsonReader.document(BundleFiles.utf8(tee.replace('\'', '"')), 1000);
    var changed = BundleFiles.with(policy(), "tee", old -> json);
    assertEquals(reason, assertThrows(Rejected.class, () -> parse(changed)).reason());
  }

  @Test
  void everyFieldOfTheHardwareMustBeNamed() throws Exception {
    for (var family : List.of("snp", "tdx", "machines")) {
      var name = family.equals("tdx") ? "evidence-tdx-v5" : "evidence-nonce";
      var whole = AppraisalPolicy.accepting(EvidenceBundle.parse(BundleFiles.read(name))).toJson();
      assertEquals(0, droppable(whole, family), "fields that may be left out of " + family);
    }
  }

  /** Counts members at any depth below {@code family} without which the policy still parses. */
  private static int droppable(Json.Obj policy, String family) {
    var count = 0;
    for (var path : Paths.below((Json.Obj) policy.members().getOrDefault(family, Json.of(0)))) {
      var changed = BundleFiles.with(policy, family, hardware -> Paths.without(hardware, path));
      try {
        AppraisalPolicy.parse(changed);
        count++;
      } catch (Rejected expected) {
        assertTrue(expected.reason() == Reason.FIELD_MISSING, () -> path + " gives " + expected);
      }
    }
    return count;
  }

  private static EvidenceBundle evidence() throws Rejected {
    return EvidenceBundle.parse(BundleFiles.read("evidence-nonce"));
  }

  private static Json.Obj policy() throws Rejected {
    return AppraisalPolicy.accepting(evidence()).toJson();
  }

  private static Json keyset() throws Rejected {
    return policy().members().getOrDefault("keyset", Json.Null.NULL);
  }

  private static Json.Obj keysetDemand(String member, Json demand) throws Rejected {
    return BundleFiles.with(
        policy(), "keyset", keyset -> BundleFiles.with((Json.Obj) keyset, member, old -> demand));
  }

  private static List<Reason> reasons(Json policy) throws Rejected {
    var options = BundleFiles.options().with(AppraisalPolicy.parse(policy));
    return Verifier.verify(BundleFiles.read("evidence-nonce"), options).reasons();
  }

  private static void parse(Json json) throws Rejected {
    AppraisalPolicy.parse(json);
  }
}
