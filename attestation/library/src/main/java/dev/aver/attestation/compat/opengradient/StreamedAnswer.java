// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A stream of {@code data:} lines, the last of them with the {@code tee_} fields. */
final class StreamedAnswer {
  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  private final StringBuilder text = new StringBuilder();
  private final ToolCalls.Streamed calls = new ToolCalls.Streamed();
  private boolean endsInCalls;
  private Optional<Json.Obj> signed = Optional.empty();

  private StreamedAnswer() {}

  static boolean begins(Bytes utf8) {
    return utf8.size() >= DATA.length() && utf8.slice(0, DATA.length()).equals(Bytes.utf8(DATA));
  }

  static SignedAnswer parse(Bytes utf8) throws Rejected {
    var stream = new StreamedAnswer();
    for (var line : new String(utf8.toArray(), StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(DATA) && !line.substring(DATA.length()).strip().equals(DONE)) {
        stream.event(SignedAnswer.object(Bytes.utf8(line.substring(DATA.length()).strip())));
      }
    }
    return stream.answer();
  }

  private void event(Json.Obj event) throws Rejected {
    if (signed.isPresent()) {
      throw SignedAnswer.bad("an event behind the signed one");
    }
    var choice = SignedAnswer.onlyChoice(event);
    if (choice.get("delta") instanceof Json.Obj delta) {
      if (delta.get("content") instanceof Json.Str(String piece)) {
        text.append(piece);
      }
      if (delta.get("tool_calls") instanceof Json.Arr(List<Json> pieces)) {
        for (var piece : pieces) {
          calls.add(piece);
        }
      }
    }
    if (event.get("tee_signature") != null) {
      signed = Optional.of(event);
      endsInCalls = Json.of("tool_calls").equals(choice.get("finish_reason"));
    }
  }

  private SignedAnswer answer() throws Rejected {
    if (signed.isEmpty()) {
      throw SignedAnswer.bad("a stream that ends before its signature");
    }
    var output =
        endsInCalls && !calls.isEmpty() ? PythonJson.write(calls.whole()) : text.toString();
    return SignedAnswer.of(signed.get(), output);
  }
}
