// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.receipt.Choice;
import dev.aver.attestation.receipt.EventStream;
import dev.aver.attestation.receipt.StreamBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The choices of a chat, and what the enclave chose where the caller had not: without these the
 * receipt's parameters could not be opened.
 */
record ChatAnswer(List<Choice> choices, long seed, long maxTokens) {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_DEPTH = 64;

  /** Reads a {@code chat.completion}. */
  static ChatAnswer ofWhole(Bytes response) throws Rejected {
    var root = Members.of(JsonReader.read(response, MAX_BYTES, MAX_DEPTH), "answer");
    var choices = new ArrayList<Choice>();
    for (var element : root.array("choices")) {
      var choice = Members.of(element, "choice");
      var message = choice.object("message");
      choices.add(
          new Choice(
              Math.toIntExact(choice.integer("index", 0, Integer.MAX_VALUE)),
              text(choice.optional("finish_reason")),
              text(message.optional("content")),
              calls(message.optional("tool_calls"))));
    }
    return of(choices, root.object("aver"));
  }

  private static ChatAnswer of(List<Choice> choices, Members chosen) throws Rejected {
    return new ChatAnswer(
        List.copyOf(choices),
        chosen.integer("seed", 0, Members.MAX_INTEGER),
        chosen.integer("max_tokens", 1, Members.MAX_INTEGER));
  }

  /** Joins the events of a stream. */
  static ChatAnswer ofEvents(Bytes events) throws Rejected {
    var joined = new TreeMap<Integer, Pieces>();
    Optional<Json> chosen = Optional.empty();
    for (var block : EventStream.split(events)) {
      if (block instanceof StreamBlock.Event event && !event.isDone()) {
        var root = Members.of(JsonReader.read(event.data(), MAX_BYTES, MAX_DEPTH), "event");
        chosen = chosen.or(() -> root.optional("aver"));
        for (var element : root.array("choices")) {
          var choice = Members.of(element, "choice");
          var index = Math.toIntExact(choice.integer("index", 0, Integer.MAX_VALUE));
          joined.computeIfAbsent(index, Pieces::new).add(choice);
        }
      }
    }
    if (chosen.isEmpty()) {
      throw new Rejected(Reason.FIELD_MISSING, "no event holds aver");
    }
    var choices = joined.values().stream().map(Pieces::whole).toList();
    return of(choices, Members.of(chosen.get(), "aver"));
  }

  /** One choice while its events come. */
  private static final class Pieces {
    private final int index;
    private final StringBuilder content = new StringBuilder();
    private final List<Choice.ToolCall> calls = new ArrayList<>();
    private Optional<String> finishReason = Optional.empty();

    Pieces(int index) {
      this.index = index;
    }

    void add(Members choice) throws Rejected {
      var delta = choice.object("delta");
      text(delta.optional("content")).ifPresent(content::append);
      calls.addAll(calls(delta.optional("tool_calls")));
      finishReason = text(choice.optional("finish_reason")).or(() -> finishReason);
    }

    Choice whole() {
      var silent = content.isEmpty() && !calls.isEmpty();
      return new Choice(
          index, finishReason, silent ? Optional.empty() : Optional.of(content.toString()), calls);
    }
  }

  private static Optional<String> text(Optional<Json> value) throws Rejected {
    return switch (value.orElse(Json.Null.NULL)) {
      case Json.Str(String text) -> Optional.of(text);
      case Json.Null ignored -> Optional.empty();
      default -> throw new Rejected(Reason.FIELD_TYPE, "neither a text nor null");
    };
  }

  private static List<Choice.ToolCall> calls(Optional<Json> value) throws Rejected {
    var calls = new ArrayList<Choice.ToolCall>();
    if (value.orElse(Json.Null.NULL) instanceof Json.Arr(List<Json> elements)) {
      for (var element : elements) {
        var call = Members.of(element, "tool call");
        var function = call.object("function");
        calls.add(
            new Choice.ToolCall(
                call.string("type"), function.string("name"), function.string("arguments")));
      }
    }
    return calls;
  }
}
