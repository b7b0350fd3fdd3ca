// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.receipt;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Choice;
import dev.aver.attestation.receipt.Commitment;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that have to be JSON, and calls of functions. */
@QuarkusTest
class ChatToolsTest extends ChatFixture {
  private static final String TOOL =
      "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"The weather"
          + " of a city\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":"
          + "\"string\",\"maxLength\":12},\"unit\":{\"enum\":[\"C\",\"F\"]}},\"required\":[\"city\","
          + "\"unit\"],\"additionalProperties\":false}}}";

  private static final String CALL =
      "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{"
          + "\"name\":\"f\",\"arguments\":\"{\\\"n\\\":1e400}\"}}]}";
  private static final String RESULT =
      "{\"role\":\"tool\",\"tool_call_id\":\"a\",\"content\":\"1\"}";

  private static String request(String more) {
    return "{\"model\":\"smollm2-135m-instruct\",\"messages\":[{\"role\":\"user\",\"content\":"
        + "\"What is the weather in Paris?\"}],\"temperature\":0,\"max_tokens\":64,"
        + more
        + "}";
  }

  private Json.Obj answer(String more) throws Exception {
    var response = client.post(PATH, request(more));
    var answer = json(response);
    assertEquals(200, response.statusCode(), answer.toString());
    return answer;
  }

  private static Json parsed(String text) throws Exception {
    return JsonReader.read(Bytes.utf8(text), 1 << 20, 64);
  }

  @Test
  void anAnswerOfASchemaIsValidByIt() throws Exception {
    var schema =
        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\",\"maxLength\":10},"
            + "\"sunny\":{\"type\":\"boolean\"},\"degrees\":{\"type\":\"integer\",\"minimum\":0,"
            + "\"maximum\":40}},\"required\":[\"city\",\"sunny\",\"degrees\"]}";
    var answer =
        answer(
            "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"weather\","
                + "\"strict\":true,\"schema\":"
                + schema
                + "}}");
    assertEquals("stop", string(answer, "choices", "0", "finish_reason"), answer.toString());
    var said = parsed(string(answer, "choices", "0", "message", "content"));
    assertTrue(string(said, "city").length() <= 10);
    assertTrue(at(said, "sunny") instanceof Json.Bool);
    assertTrue(EnclaveClient.number(said, "degrees") <= 40);
  }

  @Test
  void anyJsonObjectIsOne() throws Exception {
    var answer = answer("\"response_format\":{\"type\":\"json_object\"}");
    if (string(answer, "choices", "0", "finish_reason").equals("stop")) {
      var content = string(answer, "choices", "0", "message", "content");
      assertTrue(parsed(content) instanceof Json.Obj, content);
    }
  }

  @Test
  void aRequiredCallHasArgumentsOfTheSchemaAndTheReceiptCommitsToIt() throws Exception {
    var request =
        request(
            "\"tools\":[" + TOOL + "],\"tool_choice\":\"required\",\"parallel_tool_calls\":false");
    var response = client.post(PATH, request);
    var answer = json(response);
    assertEquals("tool_calls", string(answer, "choices", "0", "finish_reason"), answer::toString);
    assertEquals(Json.Null.NULL, at(answer, "choices", "0", "message", "content"));
    var call = at(answer, "choices", "0", "message", "tool_calls", "0");
    assertEquals("get_weather", string(call, "function", "name"));
    var arguments = string(call, "function", "arguments");
    assertTrue(List.of("C", "F").contains(string(parsed(arguments), "unit")), arguments);
    assertTrue(string(parsed(arguments), "city").length() <= 12, arguments);
    var receipt = receipt(response);
    Commitment.check(
        receipt.body().output(),
        receipt.opening().orElseThrow().output().orElseThrow(),
        CanonicalOutput.choices(
            List.of(
                new Choice(
                    0,
                    Optional.of("tool_calls"),
                    Optional.empty(),
                    List.of(new Choice.ToolCall("function", "get_weather", arguments))))));

    var streamed =
        client.post(PATH, request.substring(0, request.length() - 1) + ",\"stream\":true}");
    var events = new String(streamed.body(), StandardCharsets.UTF_8);
    assertTrue(events.contains("\"finish_reason\":\"tool_calls\""), events);
    assertTrue(!events.contains("tool_call>"), events);
  }

  /**
   * Earlier turns show how it is done, and one token is banned, or this small model would answer in
   * the place of the function; that it calls is its own doing, that the call is valid is not.
   */
  @Test
  void aModelThatMayCallDoesSoInAValidForm() throws Exception {
    var turns = new StringBuilder();
    for (var city : List.of("Paris", "Rome", "Oslo")) {
      turns.append(
          """
          {"role":"user","content":"What is the weather in CITY?"},
          {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":
            {"name":"get_weather","arguments":"{\\"city\\":\\"CITY\\",\\"unit\\":\\"C\\"}"}}]},
          {"role":"tool","tool_call_id":"c","content":"{\\"degrees\\": 20}"},
          {"role":"assistant","content":"It is 20 degrees in CITY."},
          """
              .replace("CITY", city));
    }
    var response = 7639; // of <tool_response>
    var asked =
        request(
                "\"tools\":["
                    + TOOL
                    + "],\"tool_choice\":\"auto\",\"logprobs\":true,\"logit_bias\":{\""
                    + response
                    + "\":-100}")
            .replace("\"messages\":[", "\"messages\":[" + turns);
    var answer = json(client.post(PATH, asked));
    assertEquals("tool_calls", string(answer, "choices", "0", "finish_reason"), answer::toString);
    assertEquals(Json.Null.NULL, at(answer, "choices", "0", "message", "content"));
    var call = at(answer, "choices", "0", "message", "tool_calls", "0", "function");
    assertEquals("get_weather", string(call, "name"));
    var arguments = parsed(string(call, "arguments"));
    assertTrue(List.of("C", "F").contains(string(arguments, "unit")), arguments.toString());
    assertTrue(string(arguments, "city").length() <= 12, arguments.toString());
  }

  @Test
  void resultsOfCallsAreReadAndTheModelAnswers() throws Exception {
    var turns =
        request("\"tools\":[" + TOOL + "],\"tool_choice\":\"auto\"")
            .replace(
                "\"}],\"temperature\"",
                "\"},{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"tool_calls\":[{"
                    + "\"id\":\"call_0_0\",\"type\":\"function\",\"function\":{\"name\":"
                    + "\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\","
                    + "\"parsed_arguments\":{\"city\":\"Paris\"}}}]},{\"role\":"
                    + "\"tool\",\"tool_call_id\":\"call_0_0\",\"content\":\"{\\\"degrees\\\":21}\"}],"
                    + "\"temperature\"");
    var response = client.post(PATH, turns);
    assertEquals(
        200, response.statusCode(), () -> new String(response.body(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          "tools":[{"type":"retrieval"}] | tools[0] | invalid_type
          "tools":[{"type":"custom","function":{}}] | tools[0] | unsupported_parameter
          "tool_choice":"required" | tool_choice | invalid_value
          "tools":[TOOL],"tool_choice":{"type":"function","function":{"name":"x"}} | tool_choice | invalid_value
          "tools":[TOOL,TOOL] | tools | invalid_value
          "response_format":{"type":"grammar"} | response_format | unsupported_parameter
          "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"pattern":"a"}}} | response_format | unsupported_parameter
          "response_format":{"type":"json_schema","json_schema":{"name":"x"}} | response_format.json_schema.schema | missing_parameter
          "n":9 | n | invalid_value
          "seed":-1 | seed | invalid_value
          "seed":9007199254740992 | seed | invalid_value
          "stop":["a","b","c","d","e"] | stop | invalid_value
          "stop":[""] | stop | invalid_value
          "top_logprobs":2 | top_logprobs | invalid_value
          "logit_bias":{"x":1} | logit_bias | invalid_value
          "logit_bias":{"1":101} | logit_bias | invalid_value
          "top_p":1.5 | top_p | invalid_value
          "max_completion_tokens":3 | max_tokens | invalid_value
          "stream_options":{"include_usage":true} | stream_options | invalid_value
          "frequency_penalty":"1" | frequency_penalty | invalid_type
          "functions":[] | functions | unsupported_parameter
          "audio":{} | audio | unsupported_parameter
          "tools":[{"type":"function","function":{"name":"f"},"x":1}] | tools[0].x | unsupported_parameter
          "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}] | tools[0].function.parameters | invalid_value
          "tools":[TOOL],"tool_choice":{"type":"allowed_tools"} | tool_choice | unsupported_parameter
          "response_format":{"type":"text","x":1} | response_format.x | unsupported_parameter
          "stream":true,"stream_options":{"x":1} | stream_options.x | unsupported_parameter
          "logit_bias":{"007":1} | logit_bias | invalid_value
          "response_format":{"type":5} | response_format.type | invalid_type
          "response_format":{"type":"json_schema","json_schema":{"schema":{}}} | response_format.json_schema.name | missing_parameter
          "response_format":{"type":"json_schema","json_schema":{"name":"a b","schema":{}}} | response_format.json_schema.name | invalid_value
          "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":true}} | response_format.json_schema.schema | invalid_type
          "response_format":{"type":"json_schema","json_schema":{"name":"x","strict":1,"schema":{}}} | response_format.json_schema.strict | invalid_type
          "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"type":"any"}}} | response_format | unsupported_parameter
          "response_format":{"type":"text","json_schema":{"name":"x","schema":{}}} | response_format.json_schema | unsupported_parameter
          "response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{"const":1e400}}} | response_format | invalid_value
          "stream":true,"stream_options":{"include_usage":1} | stream_options.include_usage | invalid_type
          "tools":[{"type":"function","function":{"name":"f","parameters":1}}] | tools[0].function.parameters | invalid_type
          "tools":[{"type":"function","function":{"name":"f","description":1}}] | tools[0].function.description | invalid_type
          "tools":[{"type":"function","function":{"name":"f","strict":"yes"}}] | tools[0].function.strict | invalid_type
          "tools":[{"type":"function","function":{"name":"f","parameters":{"anyOf":[{"type":"null"}]}}}] | tools[0].function.parameters | invalid_value
          "tools":[{"type":"function","function":{"name":"f","parameters":{"default":-1e999}}}] | tools | invalid_value
          "metadata":{"a":1} | metadata.a | invalid_type
          "metadata":{"a":1e400} | metadata | invalid_value
          """)
  void whatIsWrongIsRefusedByName(String more, String param, String code) throws Exception {
    var response = client.post(PATH, request(more.replace("TOOL", TOOL)));
    var error = json(response);
    assertEquals(400, response.statusCode(), error.toString());
    assertEquals(code, string(error, "error", "code"), error.toString());
    assertEquals(param, string(error, "error", "param"), error.toString());
    assertTrue(response.headers().firstValue("Aver-Receipt").isPresent());
  }

  /** The question stands before these; an answer to a call that nobody made says nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          {"role":"tool","tool_call_id":"a","content":"1"} | messages[1].tool_call_id | invalid_value
          CALL,{"role":"tool","content":"1"} | messages[2].tool_call_id | missing_parameter
          CALL,{"role":"tool","tool_call_id":"b","content":"1"} | messages[2].tool_call_id | invalid_value
          CALL,RESULT,RESULT | messages[3].tool_call_id | invalid_value
          CALL,{"role":"user","content":"Well?"},RESULT | messages | invalid_value
          CALL | messages | invalid_value
          {"role":"user","content":"x","tool_calls":[{"id":"a"}]} | messages[1].tool_calls | unsupported_parameter
          {"role":"user","content":"x","tool_call_id":"a"} | messages[1].tool_call_id | unsupported_parameter
          {"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":""}}]} | messages[1].tool_calls[0].id | missing_parameter
          {"role":"assistant","tool_calls":[{"id":1,"type":"function","function":{"name":"f","arguments":""}}]} | messages[1].tool_calls[0].id | invalid_type
          {"role":"user","content":[]} | messages[1].content | empty_input
          {"role":"user","content":"x","parsed":1e400} | messages | invalid_value
          """)
  void whatIsWrongWithMessagesIsRefusedByPlace(String more, String param, String code)
      throws Exception {
    var turns = more.replace("CALL", CALL).replace("RESULT", RESULT);
    var error = json(client.post(PATH, withTurns(turns)));
    assertEquals(code, string(error, "error", "code"), error.toString());
    assertEquals(param, string(error, "error", "param"), error.toString());
  }

  private static String withTurns(String turns) {
    return request("\"tools\":[]")
        .replace("Paris?\"}", "Paris?\"}," + turns)
        .replace("\"max_tokens\":64", "\"max_tokens\":1");
  }

  /** By the API they need not be JSON, so not JSON that has a canonical form either. */
  @Test
  void argumentsOfAnEarlierCallMayBeAnything() throws Exception {
    assertEquals(200, client.post(PATH, withTurns(CALL + "," + RESULT)).statusCode());
  }
}
