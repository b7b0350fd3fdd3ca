// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Floors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser are one description of a policy, not two. */
class PolicySchemaTest {
  private static final PublishedSchema SCHEMA =
      PublishedSchema.of("policy.schema.json", AppraisalPolicy::parse);
  private static final String EXAMPLE = PublishedSchema.example("aver/policy/v1");

  /** What `policy init` writes, the document's example, and every kind of TEE at once. */
  static Stream<String> policies() throws Rejected {
    var snp = ofEvidence("evidence-nonce");
    var v4 = ofEvidence("evidence-tdx-v4");
    var v5 = ofEvidence("evidence-tdx-v5");
    var vendors = List.of("sev-snp", "tdx", "azure-snp", "azure-tdx");
    var software = List.of("software-azure-snp", "software-azure-tdx");
    return Stream.of(
        snp,
        v4,
        v5,
        EXAMPLE,
        kinds(vendors, snp, v4),
        kinds(software, snp, v4),
        floors(),
        demanding(v5));
  }

  private static String demanding(String policy) throws Rejected {
    return JsonWriter.write(AppraisalPolicy.parse(read(policy)).leavingImagesTo("us").toJson());
  }

  private static String ofEvidence(String name) {
    var run =
        Run.of(
            "policy",
            "init",
            FakeClone.root().resolve("attestation/vectors/bundles/" + name + ".json"));
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  private static String floors() {
    return JsonWriter.write(Floors.published().toJson());
  }

  private static String kinds(List<String> names, String snp, String tdx) throws Rejected {
    var kinds = names.stream().map(Json::of).toList();
    var registers = Json.object();
    for (var i = 0; i < 24; i++) {
      registers.put("pcr" + i, Json.object().put("unchecked", "a test").build());
    }
    var policy = new LinkedHashMap<>(read(snp).members());
    policy.put("tee", Json.object().put("anyOf", Json.array(kinds)).build());
    policy.put("tdx", member(read(tdx), "tdx"));
    policy.put("vtpm", registers.build());
    return JsonWriter.write(new Json.Obj(policy));
  }

  private static Json member(Json.Obj object, String name) {
    return object.members().getOrDefault(name, Json.Null.NULL);
  }

  private static Json.Obj read(String text) throws Rejected {
    return (Json.Obj) JsonReader.document(Bytes.utf8(text), AppraisalPolicy.MAX_BYTES);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void everyPolicyIsOneByBoth(String policy) {
    SCHEMA.assertBothAccept(policy);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whateverIsChangedInOneBothSayTheSame(String policy) throws Rejected {
    SCHEMA.assertAgreement(policy, 500, mutant -> false);
  }

  /** What the schema's own description says that it cannot see. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"smt\":{\"exactly\":true}, \"smt\":{\"exactly\":true},\"smt\":{\"exactly\":true}",
        "\"lifetime\":{\"exactly\":604800}, \"lifetime\":{\"exactly\":604800.0}",
        "\"vmpl\":{\"exactly\":0}, \"vmpl\":{\"exactly\":-0}",
        "\"clear\":\"0000000000000000\", \"clear\":\"0000000000000020\"",
      })
  void theParserRefusesTheRest(String change) {
    SCHEMA.assertOnlyTheParserRefuses(EXAMPLE, change);
  }

  @Test
  void aMachineTwiceIsForTheParserToo() {
    var from = EXAMPLE.indexOf("{\"chipId\"");
    var entry = EXAMPLE.substring(from, EXAMPLE.indexOf('}', from) + 1);
    SCHEMA.assertOnlyTheParserRefuses(EXAMPLE.replace(entry, entry + "," + entry));
  }
}
