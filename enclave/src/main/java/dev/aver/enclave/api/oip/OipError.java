// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.inference.Refusal;
import java.util.Optional;

/** The protocol's error object: every error below {@code /v2} looks like this. */
public final class OipError {
  private OipError() {}

  /** {@code {"error":text}} in UTF-8. */
  static Bytes write(Refusal refusal) {
    return Bytes.utf8(JsonWriter.write(Json.object().put("error", refusal.message()).build()));
  }

  /** An error without receipt. */
  public static Answer answer(Refusal refusal) {
    return new Answer(refusal.status(), write(refusal), Optional.empty());
  }
}
