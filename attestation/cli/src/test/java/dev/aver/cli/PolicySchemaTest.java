// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Floors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the parser are one description of a policy, not two. */
class PolicySchemaTest {
  private static final Path ROOT = FakeClone.root();
  private static final Schema SCHEMA = schema();

  private static Schema schema() {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(text(ROOT.resolve("docs/api/policy.schema.json")));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

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
        example(),
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
        Run.of("policy", "init", ROOT.resolve("attestation/vectors/bundles/" + name + ".json"));
    assertEquals(0, run.status(), run.err());
    return run.out();
  }

  private static String floors() {
    return JsonWriter.write(Floors.published().toJson());
  }

  private static String example() {
    var document = text(ROOT.resolve("docs/formats.md"));
    var start = document.indexOf("```json\n{\"type\":\"aver/policy/v1\"") + "```json\n".length();
    return document.substring(start, document.indexOf("```", start));
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
    assertEquals(List.of(), SCHEMA.validate(policy, InputFormat.JSON));
    assertTrue(parses(policy), policy);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void whateverIsChangedInOneBothSayTheSame(String policy) throws Rejected {
    var differences = new ArrayList<String>();
    var refused = 0;
    for (var mutant : Mutants.of(read(policy))) {
      var text = JsonWriter.write(mutant.json());
      var bySchema = SCHEMA.validate(text, InputFormat.JSON).isEmpty();
      if (bySchema != parses(text)) {
        differences.add(
            mutant.what() + (bySchema ? ": only the parser refuses" : ": only the schema refuses"));
      }
      refused += bySchema ? 0 : 1;
    }
    assertEquals(List.of(), differences);
    assertTrue(refused > 500, "refused only " + refused);
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
    var comma = change.indexOf(", ");
    var whole = example();
    var changed = whole.replace(change.substring(0, comma), change.substring(comma + 2));
    assertFalse(changed.equals(whole), "nothing changed");
    assertEquals(List.of(), SCHEMA.validate(changed, InputFormat.JSON));
    assertFalse(parses(changed), changed);
  }

  @Test
  void aMachineTwiceIsForTheParserToo() {
    var whole = example();
    var from = whole.indexOf("{\"chipId\"");
    var entry = whole.substring(from, whole.indexOf('}', from) + 1);
    var changed = whole.replace(entry, entry + "," + entry);
    assertEquals(List.of(), SCHEMA.validate(changed, InputFormat.JSON));
    assertFalse(parses(changed), changed);
  }

  private static boolean parses(String text) {
    try {
      AppraisalPolicy.parse(Bytes.utf8(text));
      return true;
    } catch (Rejected e) {
      return false;
    }
  }
}
