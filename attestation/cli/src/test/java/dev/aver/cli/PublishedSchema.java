// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A schema of {@code docs/api}, held against the parser of the same documents. */
record PublishedSchema(Schema schema, Parser parser) {
  /** What reads such a document. */
  interface Parser {
    /** Fails if it is none. */
    void parse(Bytes document) throws Rejected;
  }

  static PublishedSchema of(String file, Parser parser) {
    var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    return new PublishedSchema(dialect.getSchema(text("docs/api/" + file)), parser);
  }

  /** The example of this type in {@code docs/formats.md}. */
  static String example(String type) {
    var formats = text("docs/formats.md");
    var begin = "```json\n";
    var start = formats.indexOf(begin + "{\"type\":\"" + type + "\"") + begin.length();
    return formats.substring(start, formats.indexOf("```", start));
  }

  private static String text(String file) {
    try {
      return Files.readString(FakeClone.root().resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void assertBothAccept(String document) {
    assertEquals(List.of(), schema.validate(document, InputFormat.JSON));
    assertTrue(parses(document), document);
  }

  void assertOnlyTheParserRefuses(String document) {
    assertEquals(List.of(), schema.validate(document, InputFormat.JSON));
    assertFalse(parses(document), document);
  }

  /** As above of {@code document} after a change, which is the text before, comma, text after. */
  void assertOnlyTheParserRefuses(String document, String change) {
    var comma = change.indexOf(", ");
    var changed = document.replace(change.substring(0, comma), change.substring(comma + 2));
    assertNotEquals(document, changed);
    assertOnlyTheParserRefuses(changed);
  }

  /**
   * Both say the same of every mutant, except of those that {@code beyond} any schema, and refuse
   * more than {@code refusals} of them.
   */
  void assertAgreement(String document, int refusals, Predicate<Mutants> beyond) throws Rejected {
    var differences = new ArrayList<String>();
    var refused = 0;
    var bytes = Bytes.utf8(document);
    for (var mutant : Mutants.of((Json.Obj) JsonReader.document(bytes, bytes.size()))) {
      var text = JsonWriter.write(mutant.json());
      var bySchema = schema.validate(text, InputFormat.JSON).isEmpty();
      if (bySchema != parses(text) && !beyond.test(mutant)) {
        differences.add(
            mutant.what() + (bySchema ? ": only the parser refuses" : ": only the schema refuses"));
      }
      refused += bySchema ? 0 : 1;
    }
    assertEquals(List.of(), differences);
    assertTrue(refused > refusals, "refused only " + refused);
  }

  private boolean parses(String document) {
    try {
      parser.parse(Bytes.utf8(document));
      return true;
    } catch (Rejected e) {
      return false;
    }
  }
}
