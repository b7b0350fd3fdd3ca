// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.receipt.Choice.ToolCall;
import dev.aver.enclave.inference.grammar.AnswerGrammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Separates what an answer says from what it calls, as it comes. What could still become the mark
 * of a call is held back; a call is told when it is whole. Of a call that is cut by a limit the
 * arguments are told as far as they came; before they begin, or if a stop string cut it, nothing is
 * told: it is no text of the answer, and nobody must take it for a call.
 */
public final class CallReader {
  /** What has become certain: text first, calls behind it. */
  public record Read(String text, List<ToolCall> calls) {}

  private static final Pattern WHOLE =
      Pattern.compile("\\{\"name\": (\"[^\"]*\"), \"arguments\": (.*)}", Pattern.DOTALL);
  private static final Pattern BEGUN =
      Pattern.compile("\\{\"name\": (\"[^\"]*\"), \"arguments\": (.+)", Pattern.DOTALL);

  private static final String NAME = "{\"name\": \"";

  private final StringBuilder held = new StringBuilder();

  /** Whether a call has come, so that white space is only between calls. */
  private boolean called;

  private final boolean ruled;
  private boolean spoken;

  /**
   * Starts at the beginning of an answer.
   *
   * @param ruled whether rules hold from there on, so that the beginning of a mark is one
   */
  public CallReader(boolean ruled) {
    this.ruled = ruled;
  }

  /** Takes more of the answer. */
  public Read add(String more) {
    held.append(more);
    var text = new StringBuilder();
    var calls = new ArrayList<ToolCall>();
    while (true) {
      var begin = held.indexOf(AnswerGrammar.CALL);
      if (begin < 0) {
        text.append(said(held.length() - longestBeginning()));
        return new Read(text.toString(), calls);
      }
      text.append(said(begin));
      var end = held.indexOf(AnswerGrammar.CALL_END);
      if (end < 0) {
        return new Read(text.toString(), calls);
      }
      var whole = held.substring(0, end + AnswerGrammar.CALL_END.length());
      var call = whole(held.substring(AnswerGrammar.CALL.length(), end));
      held.delete(0, whole.length());
      called = true;
      call.ifPresentOrElse(calls::add, () -> text.append(whole));
    }
  }

  /**
   * The end: what was held back in vain, or a call that was cut within its arguments.
   *
   * @param stopped whether by a stop string, so that the client is told of no limit
   */
  public Read end(boolean stopped) {
    var rest = held.toString();
    held.setLength(0);
    if (rest.startsWith(AnswerGrammar.CALL)) {
      var body = rest.substring(AnswerGrammar.CALL.length());
      var begun = BEGUN.matcher(body.strip());
      if (begun.matches()) {
        return cut(begun.group(1), begun.group(2), stopped);
      }
      if (isHead(body.strip())) {
        return new Read("", List.of());
      }
    }
    return new Read(called || (ruled && !spoken) ? "" : rest, List.of());
  }

  /** {@code rest} begins with arguments; behind whole ones the call was about to end. */
  private static Read cut(String name, String rest, boolean stopped) {
    var end = JsonEnd.of(rest);
    if (stopped && end.isEmpty()) {
      return new Read("", List.of());
    }
    var arguments = rest.substring(0, end.orElse(rest.length()));
    return new Read("", call(name, arguments).stream().toList());
  }

  /** Whether this is the beginning of what stands before the arguments. */
  private static boolean isHead(String body) {
    if (NAME.startsWith(body)) {
      return true;
    }
    var behindName = body.replaceFirst("^\\Q" + NAME + "\\E[A-Za-z0-9_-]*", "");
    return body.startsWith(NAME) && "\", \"arguments\":".startsWith(behindName);
  }

  private String said(int length) {
    var text = held.substring(0, length);
    held.delete(0, length);
    spoken |= !text.isEmpty();
    return called && text.isBlank() ? "" : text;
  }

  private int longestBeginning() {
    for (var n = Math.min(AnswerGrammar.CALL.length() - 1, held.length()); n > 0; n--) {
      if (AnswerGrammar.CALL.startsWith(held.substring(held.length() - n))) {
        return n;
      }
    }
    return 0;
  }

  private static Optional<ToolCall> whole(String body) {
    var matcher = WHOLE.matcher(body.strip());
    return matcher.matches() ? call(matcher.group(1), matcher.group(2)) : Optional.empty();
  }

  private static Optional<ToolCall> call(String quotedName, String arguments) {
    try {
      var name = JsonReader.read(Bytes.utf8(quotedName), 1 << 10, 1);
      return name instanceof Json.Str(String text)
          ? Optional.of(new ToolCall("function", text, arguments))
          : Optional.empty();
    } catch (Rejected e) {
      return Optional.empty();
    }
  }
}
