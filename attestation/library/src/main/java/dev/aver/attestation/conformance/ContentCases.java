// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.Choice;
import dev.aver.attestation.receipt.Datatype;
import dev.aver.attestation.receipt.Float32Json;
import dev.aver.attestation.receipt.Scored;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Canonical inputs and outputs. */
final class ContentCases {
  private static final int MAX_REQUEST = 1 << 24;
  private static final int MAX_DEPTH = 64;

  private ContentCases() {}

  static CaseOutcome input(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var operation = inputs.text("operation");
    return compare(inputs, inputOf(operation, Bytes.utf8(inputs.text("request"))));
  }

  static TaggedBytes inputOf(String operation, Bytes request) throws Rejected {
    var json = JsonReader.read(request, MAX_REQUEST, MAX_DEPTH);
    // What is no object has no member to read.
    return json instanceof Json.Obj object
        ? CanonicalInput.of(operation, object)
        : TaggedBytes.NONE;
  }

  static CaseOutcome output(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var output =
        switch (inputs.text("form")) {
          case "chat" -> CanonicalOutput.choices(choices(inputs.list("input")));
          case "embeddings" -> CanonicalOutput.embeddings(vectors(inputs.list("input")));
          case "tensors" -> CanonicalOutput.tensors(tensors(inputs.list("input")));
          case "scores" -> CanonicalOutput.results(scores(inputs.list("input")));
          case "none" -> CanonicalOutput.none();
          default -> throw new IllegalStateException("unknown form of " + formatCase.id());
        };
    return compare(inputs, output);
  }

  static CaseOutcome float32(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var value = Float32Json.parse(inputs.text("json"));
    var compare =
        new Comparison(inputs)
            .value("bits", "0x%08x".formatted(Float.floatToRawIntBits(value)))
            .same("written", value, Float32Json.parse(Float32Json.write(value)));
    return compare.computed();
  }

  private static CaseOutcome compare(Values given, TaggedBytes computed) {
    return new Comparison(given)
        .same("tag", given.integer("tag"), (long) computed.tag())
        .same("bytes", given.bytes("bytes"), computed.bytes())
        .value("bytesHex", computed.bytes())
        .computed();
  }

  private static List<Choice> choices(List<Json> elements) {
    var choices = new ArrayList<Choice>();
    for (var element : elements) {
      var choice = Values.of("choice", element);
      var message = choice.values("message");
      var calls = new ArrayList<Choice.ToolCall>();
      for (var json : message.has("tool_calls") ? message.list("tool_calls") : List.<Json>of()) {
        var call = Values.of("tool call", json);
        var function = call.values("function");
        calls.add(
            new Choice.ToolCall(
                call.text("type"), function.text("name"), function.text("arguments")));
      }
      choices.add(
          new Choice(
              (int) choice.integer("index"),
              text(choice, "finish_reason"),
              text(message, "content"),
              calls));
    }
    return choices;
  }

  private static Optional<String> text(Values values, String name) {
    return values.has(name) ? Optional.of(values.text(name)) : Optional.empty();
  }

  private static List<float[]> vectors(List<Json> elements) {
    var vectors = new ArrayList<float[]>();
    for (var element : elements) {
      if (!(element instanceof Json.Arr(List<Json> values))) {
        throw new IllegalStateException("a vector is no array");
      }
      var vector = new float[values.size()];
      for (var i = 0; i < vector.length; i++) {
        vector[i] = Float.intBitsToFloat(bits(values.get(i)));
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static int bits(Json json) {
    if (json instanceof Json.Str(String text)) {
      return Integer.parseUnsignedInt(text.substring(2), 16);
    }
    throw new IllegalStateException("a float is no hex");
  }

  private static List<Tensor> tensors(List<Json> elements) {
    var tensors = new ArrayList<Tensor>();
    for (var element : elements) {
      var tensor = Values.of("tensor", element);
      var shape = new ArrayList<Long>();
      for (var dimension : tensor.list("shape")) {
        shape.add(dimension instanceof Json.Num(String literal) ? Long.parseLong(literal) : -1);
      }
      var datatype = Datatype.of(tensor.text("datatype")).orElseThrow();
      tensors.add(new Tensor(tensor.text("name"), datatype, shape, tensor.hex("data")));
    }
    return tensors;
  }

  private static List<Scored> scores(List<Json> elements) {
    var lines = new ArrayList<Scored>();
    for (var element : elements) {
      var line = Values.of("line", element);
      if (!(line.json("score") instanceof Json.Num(String literal))) {
        throw new IllegalStateException("a score is no number");
      }
      var score = Double.parseDouble(literal);
      lines.add(
          line.has("label")
              ? new Scored.Label(line.text("label"), score)
              : new Scored.Document((int) line.integer("index"), score));
    }
    return lines;
  }
}
