// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.json.EcmaScriptNumber;
import dev.aver.attestation.json.Json;
import dev.aver.enclave.inference.generation.TokenLogprob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /** {@code tokens}, {@code token_logprobs}, {@code top_logprobs} and {@code text_offset}. */
  static Json.Obj completion(List<TokenLogprob> tokens, int from) {
    var texts = new ArrayList<Json>();
    var logprobs = new ArrayList<Json>();
    var alternatives = new ArrayList<Json>();
    var offsets = new ArrayList<Json>();
    var offset = from;
    for (var token : tokens) {
      texts.add(Json.of(text(token)));
      logprobs.add(number(token.logprob()));
      var others = new java.util.LinkedHashMap<String, Json>();
      token
          .alternatives()
          .forEach(other -> others.putIfAbsent(text(other), number(other.logprob())));
      alternatives.add(new Json.Obj(others));
      offsets.add(Json.of(offset));
      offset += text(token).length();
    }
    return Json.object()
        .put("tokens", Json.array(texts))
        .put("token_logprobs", Json.array(logprobs))
        .put("top_logprobs", Json.array(alternatives))
        .put("text_offset", Json.array(offsets))
        .build();
  }

  private static String text(TokenLogprob token) {
    return new String(token.bytes().toArray(), StandardCharsets.UTF_8);
  }

  private static Json number(double logprob) {
    var shown = Double.isFinite(logprob) ? (double) (float) logprob : NEVER;
    return new Json.Num(EcmaScriptNumber.write(Math.min(0, shown) + 0.0));
  }
}
