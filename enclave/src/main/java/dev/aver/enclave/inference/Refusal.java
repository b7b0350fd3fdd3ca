// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import java.util.Optional;

/**
 * A request that is not served, as a value: what the caller reads and by which stable code a
 * program tells it from others.
 *
 * @param status HTTP status
 * @param code stable; never renamed
 * @param param the member of the request that is at fault
 * @param message for people; may quote names and numbers of the request, never its texts
 */
public record Refusal(int status, String code, Optional<String> param, String message) {
  private static final int LONGEST_NAME = 128;

  /** A member of the request is at fault. */
  public static Refusal of(int status, String code, String param, String message) {
    return new Refusal(status, code, Optional.of(param), message);
  }

  /** No single member is at fault. */
  public static Refusal of(int status, String code, String message) {
    return new Refusal(status, code, Optional.empty(), message);
  }

  /** A name of the request, cut to a length that fits a message; never inside a character. */
  public static String shown(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }

  /** The OpenAI class of error: the caller's mistake, or ours. */
  public String type() {
    if (status == 429) {
      return "rate_limit_error";
    }
    return status < 500 ? "invalid_request_error" : "server_error";
  }
}
