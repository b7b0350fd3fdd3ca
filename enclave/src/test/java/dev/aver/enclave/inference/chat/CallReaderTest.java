// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.receipt.Choice.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CallReaderTest {
  private static final String TWO =
      "Let me see.\n<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"}\\n\"}}\n</tool_call>\n"
          + "<tool_call>\n{\"name\": \"g\", \"arguments\": {}}\n</tool_call>";

  @Test
  void callsAndTextAreToldApartHoweverTheyAreCut() {
    var random = new Random(4);
    for (var round = 0; round < 500; round++) {
      var reader = new CallReader();
      var text = new StringBuilder();
      var calls = new ArrayList<ToolCall>();
      for (var from = 0; from < TWO.length(); ) {
        var to = Math.min(TWO.length(), from + 1 + random.nextInt(9));
        var read = reader.add(TWO.substring(from, to));
        text.append(read.text());
        calls.addAll(read.calls());
        from = to;
      }
      text.append(reader.end().text());
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
    var reader = new CallReader();
    assertEquals("a <tool", reader.add("a <tool").text() + reader.end().text());
    var other = new CallReader();
    var strange = "<tool_call>what is this</tool_call>";
    assertEquals(strange, other.add(strange).text());
  }

  @Test
  void aCallThatWasCutHasTheArgumentsThatWereWritten() {
    var reader = new CallReader();
    reader.add("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\": \"ha");
    assertEquals(List.of(new ToolCall("function", "f", "{\"a\": \"ha")), reader.end().calls());
  }
}
