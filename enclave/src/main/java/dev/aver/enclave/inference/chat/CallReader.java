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
 * of a call is held back; a call is told when it is whole. Of a call that is cut before its
 * arguments begin nothing is told: it is no text of the answer.
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
      var call = call(WHOLE, held.substring(AnswerGrammar.CALL.length(), end));
      held.delete(0, whole.length());
      called = true;
      call.ifPresentOrElse(calls::add, () -> text.append(whole));
    }
  }

  /** The end: what was held back in vain, or a call that was cut within its arguments. */
  public Read end() {
    var rest = held.toString();
    held.setLength(0);
    if (rest.startsWith(AnswerGrammar.CALL)) {
      var body = rest.substring(AnswerGrammar.CALL.length());
      var cut = call(BEGUN, body);
      if (cut.isPresent()) {
        return new Read("", List.of(cut.get()));
      }
      if (isHead(body.strip())) {
        return new Read("", List.of());
      }
    }
    return new Read(called || (ruled && !spoken) ? "" : rest, List.of());
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

  private static Optional<ToolCall> call(Pattern form, String body) {
    var matcher = form.matcher(body.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      var name = JsonReader.read(Bytes.utf8(matcher.group(1)), 1 << 10, 1);
      return name instanceof Json.Str(String text)
          ? Optional.of(new ToolCall("function", text, matcher.group(2)))
          : Optional.empty();
    } catch (Rejected e) {
      return Optional.empty();
    }
  }
}
