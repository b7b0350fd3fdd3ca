// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.enclave.engine.llama.TestModel;
import dev.aver.enclave.inference.Refused;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which texts a schema lets the model write, asked of the engine that holds it to them. */
@Tag("model")
class SchemaGrammarTest {
  private static Json.Obj schema(String json) throws Exception {
    return (Json.Obj) JsonReader.read(Bytes.utf8(json), 1 << 20, 128);
  }

  /** Whether the engine lets the model write exactly this text and end there. */
  private static boolean writes(String schema, String text) throws Exception {
    var model = TestModel.shared();
    var rules = AnswerGrammar.json(Optional.of(schema(schema)));
    try (var grammar = model.grammar(rules.gbnf()).orElseThrow()) {
      for (var token : model.vocabulary().tokens(text, false)) {
        if (!grammar.allows(token)) {
          return false;
        }
        grammar.accept(token);
      }
      return grammar.allows(2); // <|im_end|>
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"type":"integer"} ; -12 ; true
          {"type":"integer"} ; 01 ; false
          {"type":"integer"} ; 1.5 ; false
          {"type":"integer","minimum":1,"maximum":7} ; 7 ; true
          {"type":"integer","minimum":1,"maximum":7} ; 8 ; false
          {"type":"integer","exclusiveMinimum":0} ; 0 ; false
          {"type":"number","minimum":0} ; 0.25 ; true
          {"type":"number","minimum":0} ; -0.25 ; false
          {"type":"boolean"} ; true ; true
          {"type":"null"} ; null ; true
          {"type":["string","null"]} ; "a\\n" ; true
          {"type":["string","null"]} ; 1 ; false
          {"type":"string","maxLength":3} ; "grün" ; false
          {"type":"string","minLength":2,"maxLength":4} ; "grün" ; true
          {"type":"string","format":"date"} ; "2026-02-28" ; true
          {"type":"string","format":"date"} ; "2026-13-01" ; false
          {"enum":["a",1,null]} ; 1 ; true
          {"enum":["a",1,null]} ; "b" ; false
          {"enum":["a",1],"type":"string"} ; 1 ; false
          {"const":{"a":[1]}} ; {"a":[1]} ; true
          {"type":"array","items":{"type":"integer"}} ; [1, 2,3] ; true
          {"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2} ; [1] ; false
          {"type":"array","items":{"type":"integer"},"maxItems":1} ; [] ; true
          {"type":"object","properties":{"a":{},"b":{"type":"null"}},"required":["b"]} ; {"b": null} ; true
          {"type":"object","properties":{"a":{},"b":{"type":"null"}},"required":["b"]} ; {"a": 1, "b": null} ; true
          {"type":"object","properties":{"a":{},"b":{"type":"null"}},"required":["b"]} ; {"a": 1} ; false
          {"type":"object","properties":{"a":{},"b":{}}} ; {} ; true
          {"type":"object","properties":{"a":{},"b":{}}} ; {"b": 1} ; true
          {"type":"object","properties":{"a":{},"b":{}}} ; {"c": 1} ; false
          {"type":"object","additionalProperties":{"type":"integer"}} ; {"x": 1, "y": 2} ; true
          {"type":"object","additionalProperties":{"type":"integer"}} ; {"x": "1"} ; false
          {"type":"object","additionalProperties":false} ; {} ; true
          {"minLength":2} ; "ab" ; true
          {"minLength":2} ; "a" ; false
          {"minLength":2} ; 1 ; false
          {"minimum":0} ; -1 ; false
          {"maxItems":1} ; [1, 2] ; false
          {"required":["a"]} ; {} ; false
          {"required":["a"]} ; {"a": []} ; true
          {"type":["array","string"],"maxItems":1,"maxLength":1} ; "ab" ; false
          {"anyOf":[{"type":"null"},{"type":"integer"}]} ; 3 ; true
          {"$ref":"#/$defs/n","$defs":{"n":{"type":"array","items":{"$ref":"#/$defs/n"}}}} ; [[], [[]]] ; true
          """)
  void aSchemaIsWhatCanBeWritten(String schema, String text, boolean expected) throws Exception {
    assertEquals(expected, writes(schema, text), schema + " " + text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"type":"string","pattern":"^a"}
          {"oneOf":[{"type":"null"}]}
          {"not":{}}
          {"type":"object","patternProperties":{}}
          {"type":"number","maximum":3.5}
          {"type":"array","uniqueItems":true}
          {"type":"string","format":"email"}
          {"type":"whatever"}
          {"type":"any"}
          {"$ref":"https://example.org/schema"}
          {"$ref":"#/$defs/missing"}
          {"enum":[]}
          {"type":"string","minLength":3,"maxLength":2}
          {"anyOf":[{"type":"null"}],"type":"string"}
          {"enum":[1,50],"maximum":10}
          {"const":1,"enum":[2]}
          {"type":"object","properties":["a"]}
          {"type":"object","required":"a"}
          {"type":"object","additionalProperties":1}
          {"type":"string","format":1}
          {"enum":"a"}
          """)
  void whatItCannotHoldTheModelToIsRefused(String schema) {
    var refused =
        assertThrows(Refused.class, () -> AnswerGrammar.json(Optional.of(schema(schema))));
    assertEquals("unsupported_parameter", refused.refusal().code(), schema);
  }

  /** The engine spells out what is repeated: a small schema could take all memory. */
  @Test
  void aSchemaThatIsLongOnceSpelledOutIsRefused() {
    for (var one :
        List.of("{\"maxLength\":999}", "{\"maximum\":999,\"minimum\":0,\"type\":\"integer\"}")) {
      var many = new StringBuilder("{\"type\":\"object\",\"properties\":{\"p\":" + one);
      for (var i = 0; i < 100; i++) {
        many.append(",\"p").append(i).append("\":").append(one);
      }
      assertThrows(Refused.class, () -> AnswerGrammar.json(Optional.of(schema(many + "}}"))), one);
    }
  }

  @Test
  void aSchemaThatNestsWithoutEndIsRefused() {
    var deep = "{\"type\":\"array\",\"items\":".repeat(60) + "{}" + "}".repeat(60);
    assertThrows(Refused.class, () -> AnswerGrammar.json(Optional.of(schema(deep))));
  }
}
