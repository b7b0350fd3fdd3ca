// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.CanonicalOutput;
import dev.aver.attestation.receipt.EffectiveParameters;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.TaggedBytes;
import java.util.List;

/**
 * What an answer says, in the forms that its receipt commits to.
 *
 * @param parameters JCS of the effective ones
 * @param vectors of embeddings
 * @param texts of a chat's choices, empty where a choice is calls of tools only
 */
record Said(TaggedBytes output, Bytes parameters, List<float[]> vectors, List<String> texts) {
  /** The answer to an embeddings request; where no dimension was asked for, the answer's counts. */
  static Said embeddings(Json.Obj request, Bytes response) throws Rejected {
    var vectors = EmbeddingsAnswer.vectors(response);
    var asked = request.get("dimensions");
    var dimension = vectors.isEmpty() ? 0 : vectors.getFirst().length;
    var parameters =
        Json.object()
            .put("dimensions", asked == null ? Json.of(dimension) : asked)
            .put("operation", Operation.EMBEDDINGS.text())
            .build();
    var output = CanonicalOutput.embeddings(vectors);
    return new Said(output, Jcs.canonical(parameters), vectors, List.of());
  }

  /** The answer to a chat, whole or as a stream's events. */
  static Said chat(Json.Obj request, Bytes response) throws Rejected {
    var streamed = Json.of(true).equals(request.get("stream"));
    var answer = streamed ? ChatAnswer.ofEvents(response) : ChatAnswer.ofWhole(response);
    var parameters =
        EffectiveParameters.of(Operation.CHAT, request, answer.seed(), answer.maxTokens());
    return new Said(
        CanonicalOutput.choices(answer.choices()),
        Jcs.canonical(parameters),
        List.of(),
        answer.choices().stream().map(choice -> choice.content().orElse("")).toList());
  }
}
