// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.json.EcmaScriptNumber;
import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The two spellings of log probabilities. */
final class LogprobsJson {
  /** What the API says for "never": JSON has no infinity. */
  private static final double NEVER = -9999;

  private LogprobsJson() {}

  /** {@code content[{token,logprob,bytes,top_logprobs}]}. */
  static Json.Obj chat(List<TokenLogprob> tokens) {
    var content = new ArrayList<Json>();
    for (var token : tokens) {
      var alternatives = new ArrayList<Json>();
      token.alternatives().forEach(other -> alternatives.add(entry(other).build()));
      content.add(entry(token).put("top_logprobs", Json.array(alternatives)).build());
    }
    return Json.object().put("content", Json.array(content)).put("refusal", Json.Null.NULL).build();
  }

  private static Json.Builder entry(TokenLogprob token) {
    var bytes = new ArrayList<Json>();
    for (var i = 0; i < token.bytes().size(); i++) {
      bytes.add(Json.of(token.bytes().at(i) & 0xff));
    }
    return Json.object()
        .put("token", text(token))
        .put("logprob", number(token.logprob()))
        .put("bytes", Json.array(bytes));
  }

  /**
   * {@code tokens}, {@code token_logprobs}, {@code top_logprobs} and {@code text_offset}.
   *
   * @param from characters of all tokens before these
   */
  static Json.Obj completion(List<TokenLogprob> tokens, int from) {
    var texts = new ArrayList<Json>();
    var logprobs = new ArrayList<Json>();
    var alternatives = new ArrayList<Json>();
    var offsets = new ArrayList<Json>();
    var offset = from;
    for (var token : tokens) {
      texts.add(Json.of(legacy(token)));
      logprobs.add(number(token.logprob()));
      var others = new java.util.LinkedHashMap<String, Json>();
      token
          .alternatives()
          .forEach(other -> others.putIfAbsent(legacy(other), number(other.logprob())));
      alternatives.add(new Json.Obj(others));
      offsets.add(Json.of(Math.max(0, offset - (beginsInside(token) ? 1 : 0))));
      offset += characters(token);
    }
    return Json.object()
        .put("tokens", Json.array(texts))
        .put("token_logprobs", Json.array(logprobs))
        .put("top_logprobs", Json.array(alternatives))
        .put("text_offset", Json.array(offsets))
        .build();
  }

  /** How many characters begin in these tokens: a token may hold a part of one. */
  static int characters(List<TokenLogprob> tokens) {
    return tokens.stream().mapToInt(LogprobsJson::characters).sum();
  }

  private static int characters(TokenLogprob token) {
    var begun = 0;
    for (var i = 0; i < token.bytes().size(); i++) {
      begun += continues(token.bytes().at(i)) ? 0 : 1;
    }
    return begun;
  }

  private static boolean beginsInside(TokenLogprob token) {
    return token.bytes().size() > 0 && continues(token.bytes().at(0));
  }

  /** By UTF-8, whether a byte belongs to the character of the one before. */
  private static boolean continues(byte one) {
    return (one & 0xc0) == 0x80;
  }

  /** This surface knows tokens by their texts alone, so parts of characters must differ. */
  private static String legacy(TokenLogprob token) {
    var text = text(token);
    if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), token.bytes().toArray())) {
      return text;
    }
    var spelled = new StringBuilder("bytes:");
    for (var i = 0; i < token.bytes().size(); i++) {
      spelled.append("\\x%02x".formatted(token.bytes().at(i)));
    }
    return spelled.toString();
  }

  private static String text(TokenLogprob token) {
    return new String(token.bytes().toArray(), StandardCharsets.UTF_8);
  }

  private static Json number(double logprob) {
    var shown = Double.isFinite(logprob) ? (double) (float) logprob : NEVER;
    return new Json.Num(EcmaScriptNumber.write(Math.min(0, shown) + 0.0));
  }
}
