// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import java.util.Optional;

/**
 * One request and its answer, as the very bytes that went over the wire: what a receipt commits to.
 *
 * @param path the path that was asked
 * @param request the request's content as sent
 * @param context what was sent as {@code Aver-Context}; zero if nothing
 * @param status the HTTP status
 * @param response the answer's content as received
 * @param receiptHeader the value of {@code Aver-Receipt}
 */
public record Exchange(
    String path,
    Bytes request,
    Digest context,
    int status,
    Bytes response,
    Optional<String> receiptHeader) {
  /** What an error says of itself, for people; nobody has vouched for it. */
  public String message() {
    return ErrorText.of(response).orElse("status " + status);
  }
}
