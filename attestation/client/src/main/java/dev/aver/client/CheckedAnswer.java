// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.TaggedBytes;
import java.util.List;

/**
 * An answer that passed {@link AnswerRules}, with every byte string that its receipt commits to.
 *
 * @param vectors the embeddings, in order of their index
 */
public record CheckedAnswer(
    Exchange exchange,
    Receipt receipt,
    TaggedBytes input,
    TaggedBytes output,
    Bytes parameters,
    List<float[]> vectors) {
  /** Copies {@code vectors}' list. */
  public CheckedAnswer {
    vectors = List.copyOf(vectors);
  }

  /** The member {@code disclosed} of a proof bundle, with all five parts (formats.md, 7). */
  public Json.Obj disclosed() {
    return Json.object()
        .put("request", exchange.request().base64Url())
        .put("response", exchange.response().base64Url())
        .put("parameters", parameters.base64Url())
        .put("input", tagged(input))
        .put("output", tagged(output))
        .build();
  }

  private static Json.Obj tagged(TaggedBytes part) {
    return Json.object().put("tag", part.tag()).put("bytes", part.bytes().base64Url()).build();
  }
}
