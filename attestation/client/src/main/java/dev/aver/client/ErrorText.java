// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.Optional;

/** The message of an OpenAI error object, short and without control characters. */
final class ErrorText {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DEPTH = 16;
  private static final int MAX_TEXT = 300;

  private ErrorText() {}

  /** The message; empty if {@code body} is no error object. */
  static Optional<String> of(Bytes body) {
    try {
      if (JsonReader.read(body, MAX_BYTES, MAX_DEPTH) instanceof Json.Obj root
          && root.get("error") instanceof Json.Obj error
          && error.get("message") instanceof Json.Str(String text)) {
        var cut = text.substring(0, Math.min(MAX_TEXT, text.length()));
        return Optional.of(cut.replaceAll("\\p{Cntrl}", " "));
      }
    } catch (Rejected e) {
      return Optional.empty(); // Not in the error form: the status has to do.
    }
    return Optional.empty();
  }
}
