// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.EventStream;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whatever arrives, a parser answers with a value or a reason, never with another exception. */
class MutatedDocumentsTest {
  private static final int ROUNDS = 2000;
  private static final int MAX = 1 << 20;

  @TestFactory
  Stream<DynamicTest> everyParser() throws Rejected {
    return Stream.of(
        mutate("receipt", texts("receipts-altered.json", "document"), Receipt::parse),
        mutate("header", texts("headers.json", "header"), MutatedDocumentsTest::header),
        mutate("keyset", texts("keysets.json", "document"), Keyset::parse),
        mutate("facts", texts("facts.json", "facts"), text -> Facts.parse(read(text))),
        mutate("models", texts("jcs.json", "value"), text -> Manifests.parse(read(text))),
        mutate("jcs", texts("jcs.json", "input"), text -> Jcs.canonical(read(text))),
        mutate("input", texts("inputs.json", "request"), MutatedDocumentsTest::inputs),
        mutate("stream", texts("streams.json", "body"), EventStream::split));
  }

  private static void header(Bytes text) throws Rejected {
    Receipt.fromHeader(new String(text.toArray(), StandardCharsets.UTF_8));
  }

  private static void inputs(Bytes text) throws Rejected {
    if (read(text) instanceof Json.Obj request) {
      for (var operation : Operation.values()) {
        CanonicalInput.of(operation, request);
      }
    }
  }

  private static Json read(Bytes text) throws Rejected {
    return JsonReader.document(text, MAX);
  }

  private static DynamicTest mutate(String name, List<Bytes> seeds, Parser parser) {
    return dynamicTest(
        name,
        () -> {
          assertTrue(seeds.size() > 3, "documents to begin with");
          var random = new Random(name.hashCode());
          for (var i = 0; i < ROUNDS; i++) {
            var text = mutated(seeds.get(random.nextInt(seeds.size())), random);
            try {
              parser.parse(text);
            } catch (Rejected e) {
              // A reason: as good an answer as a value.
            } catch (RuntimeException | StackOverflowError e) {
              fail("round " + i + ": " + text.base64Url(), e);
            }
          }
        });
  }

  /** A few bytes changed, doubled, cut out, or replaced by what parsers stumble over. */
  private static Bytes mutated(Bytes seed, Random random) {
    var text = seed;
    for (var changes = 1 + random.nextInt(3); changes > 0 && text.size() > 0; changes--) {
      var from = random.nextInt(text.size());
      var to = Math.min(text.size(), from + random.nextInt(1 << random.nextInt(8)));
      var middle =
          switch (random.nextInt(4)) {
            case 0 -> Bytes.of((byte) random.nextInt(256));
            case 1 -> text.slice(from, to).plus(text.slice(from, to));
            case 2 -> Bytes.EMPTY;
            default -> Bytes.utf8(TROUBLE.get(random.nextInt(TROUBLE.size())));
          };
      text = Bytes.concat(text.slice(0, from), middle, text.slice(to, text.size()));
    }
    return text;
  }

  private static final List<String> TROUBLE =
      List.of(
          "null",
          "-1",
          "1e999999999",
          "1e-999999999",
          "-0",
          "9007199254740993",
          "0.5",
          "[[[[",
          "{}",
          "[]",
          "\\ud800",
          "\"",
          "\n\n",
          ": aver-progress ",
          ": aver-receipt ",
          "true",
          "0x");

  private static List<Bytes> texts(String file, String member) throws Rejected {
    var bytes = FormatVectorsTest.file(file).orElseThrow();
    var texts = new ArrayList<Bytes>();
    for (var json : Values.of(file, JsonReader.read(bytes, 1 << 26, 64)).list("cases")) {
      var values = Values.of(file, json);
      if (values.has(member)) {
        texts.add(text(values, member));
      }
    }
    return texts;
  }

  private static Bytes text(Values values, String member) {
    return switch (values.json(member)) {
      case Json.Str(String text) -> Bytes.utf8(text);
      case Json.Obj object when object.members().containsKey("utf8") -> values.bytes(member);
      case Json.Obj object when object.members().containsKey("hex") -> values.bytes(member);
      case Json other -> Bytes.utf8(JsonWriter.write(other));
    };
  }

  private interface Parser {
    void parse(Bytes text) throws Rejected;
  }
}
