// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.inference.Refusal;

/** The OpenAI error object: every error below {@code /v1} looks like this. */
public final class ErrorBody {
  private ErrorBody() {}

  /** {@code {"error":{"message","type","param","code"}}} in UTF-8; {@code param} may be null. */
  public static Bytes write(Refusal refusal) {
    var error =
        Json.object()
            .put("message", refusal.message())
            .put("type", refusal.type())
            .put("param", refusal.param().<Json>map(Json.Str::new).orElse(Json.Null.NULL))
            .put("code", refusal.code())
            .build();
    return Bytes.utf8(JsonWriter.write(Json.object().put("error", error).build()));
  }
}
