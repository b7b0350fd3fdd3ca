// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.enclave.api.oip.OipError;
import dev.aver.enclave.api.openai.ErrorBody;
import dev.aver.enclave.inference.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes back: status, JSON, and the receipt where the request was admitted.
 *
 * @param body exactly the bytes that the receipt commits to
 */
public record Answer(int status, Bytes body, Optional<Receipted> receipt) {
  /** The two headers of a receipt, as they travel (formats.md, 5.3). */
  public record Receipted(String id, String header) {}

  private static final String RETRY_SECONDS = "1";

  /** An error before admission: no receipt, or strangers could fill the log. */
  public static Answer refused(Refusal refusal) {
    return new Answer(refusal.status(), ErrorBody.write(refusal), Optional.empty());
  }

  /** As {@link #refused(Refusal)}, in the error form of the API that {@code path} belongs to. */
  public static Answer refused(@Nullable String path, Refusal refusal) {
    return path != null && path.startsWith("/v2") ? OipError.answer(refusal) : refused(refusal);
  }

  /** An admitted request's answer; writes the receipt here, on a worker, not on an event loop. */
  public static Answer receipted(int status, Bytes body, Receipt receipt) {
    var id = receipt.body().request().toString();
    return new Answer(status, body, Optional.of(new Receipted(id, receipt.header())));
  }

  /** An answer without receipt. */
  public static Answer ok(Bytes body) {
    return new Answer(200, body, Optional.empty());
  }

  /** Sends it; on the request's event loop. Nothing happens if the client has gone. */
  public void send(HttpServerRequest request) {
    send(request, () -> {});
  }

  /** As above, then {@code after}: when the client has taken all of it, or takes no more. */
  public void send(HttpServerRequest request, Runnable after) {
    var response = request.response();
    if (response.ended() || response.closed()) {
      after.run();
      return;
    }
    response.setStatusCode(status).putHeader("Content-Type", "application/json");
    if (status == 429 || status == 503) {
      response.putHeader("Retry-After", RETRY_SECONDS);
    }
    receipt.ifPresent(
        signed ->
            response
                .putHeader("Aver-Receipt-Id", signed.id())
                .putHeader("Aver-Receipt", signed.header())
                .putHeader("Access-Control-Expose-Headers", "Aver-Receipt, Aver-Receipt-Id"));
    response.end(Buffer.buffer(body.toArray())).onComplete(_ -> after.run());
  }
}
