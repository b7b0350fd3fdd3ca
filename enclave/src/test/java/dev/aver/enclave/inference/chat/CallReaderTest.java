// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.receipt.Choice.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallReaderTest {
  private static final String TWO =
      "Let me see.\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"}\\n\"}}\n</tool_call>\n"
          + "<tool_call>\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>";

  @Test
  void callsAndTextAreToldApartHoweverTheyAreCut() {
    var random = new Random(4);
    for (var round = 0; round < 500; round++) {
      var reader = new CallReader(false);
      var text = new StringBuilder();
      var calls = new ArrayList<ToolCall>();
      for (var from = 0; from < TWO.length(); ) {
        var to = Math.min(TWO.length(), from + 1 + random.nextInt(9));
        var read = reader.add(TWO.substring(from, to));
        text.append(read.text());
        calls.addAll(read.calls());
        from = to;
      }
      text.append(reader.end(false).text());
      assertEquals("Let me see.\n", text.toString());
      assertEquals(
          List.of(
              new ToolCall("function", "f", "{\"a\": \"}\\n\"}"),
              new ToolCall("function", "g", "{}")),
          calls);
    }
  }

  @Test
  void whatIsNoCallStaysText() {
    var reader = new CallReader(false);
    assertEquals("a <tool", reader.add("a <tool").text() + reader.end(false).text());
    var other = new CallReader(false);
    var strange = "<tool_call>what is this</tool_call>";
    assertEquals(strange, other.add(strange).text());
  }

  @Test
  void aCallThatWasCutHasTheArgumentsThatWereWritten() {
    var reader = new CallReader(false);
    reader.add("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"ha");
    assertEquals(List.of(new ToolCall("function", "f", "{\"a\": \"ha")), reader.end(false).calls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<tool_call>",
        "<tool_call>\n{\"na",
        "<tool_call>\n{\"name\": \"get_we",
        "<tool_call>\n{\"name\": \"get_weather\", \"argu",
        "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": "
      })
  void aCallThatWasCutBeforeItsArgumentsIsNoText(String cut) {
    var reader = new CallReader(false);
    reader.add("Well. " + cut);
    assertEquals(new CallReader.Read("", List.of()), reader.end(false));
  }

  @Test
  void whereNothingElseCanComeTheBeginningOfAMarkIsOne() {
    var ruled = new CallReader(true);
    ruled.add("<tool_");
    assertEquals("", ruled.end(false).text());
    var json = new CallReader(true);
    assertEquals("{\"a\": \"<tool_", json.add("{\"a\": \"<tool_").text() + json.end(false).text());
    var second = new CallReader(false);
    second.add("<tool_call>\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>\n<to");
    assertEquals("", second.end(false).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"a": "}{"}}      | {"a": "}{"}
          {"a": [1]}}</tool | {"a": [1]}
          {"a": "\\"}"      | {"a": "\\"}"
          {"a": {"b": 1}    | {"a": {"b": 1}
          """)
  void argumentsOfACutCallEndWhereTheyEnd(String written, String arguments) {
    var reader = new CallReader(true);
    reader.add("<tool_call>\n{\"name\": \"f\", \"arguments\": " + written);
    assertEquals(List.of(new ToolCall("function", "f", arguments)), reader.end(false).calls());
  }

  @Test
  void aCallThatAStopStringCutsIsNone() {
    var begun = "<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": 1";
    var cut = new CallReader(true);
    cut.add(begun);
    assertEquals(new CallReader.Read("", List.of()), cut.end(true));
    var whole = new CallReader(true);
    whole.add(begun + "}}\n");
    assertEquals(1, whole.end(true).calls().size());
  }
}
