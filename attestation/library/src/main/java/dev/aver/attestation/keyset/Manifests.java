// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All models of an enclave, sorted by name, each name once: {@code models} of its keyset. */
public record Manifests(List<Manifest> manifests) {
  /** Refuses another order: a programming error. */
  public Manifests {
    manifests = List.copyOf(manifests);
    if (!isSorted(manifests)) {
      throw new IllegalArgumentException("manifests are not sorted by name, each once");
    }
  }

  /**
   * Parses an array of manifests.
   *
   * @throws Rejected {@link Reason#MANIFEST_FORMAT} for another order or a name twice, and the
   *     codes of {@link Manifest#parse}
   */
  public static Manifests parse(Json json) throws Rejected {
    if (!(json instanceof Json.Arr(List<Json> elements))) {
      throw new Rejected(Reason.FIELD_TYPE, "models is not an array");
    }
    var manifests = new ArrayList<Manifest>();
    for (var element : elements) {
      manifests.add(Manifest.parse(element));
    }
    if (!isSorted(manifests)) {
      throw new Rejected(Reason.MANIFEST_FORMAT, "manifests are not sorted by name, each once");
    }
    return new Manifests(manifests);
  }

  private static boolean isSorted(List<Manifest> manifests) {
    for (var i = 1; i < manifests.size(); i++) {
      // Names are ASCII: the order of strings is the order of bytes.
      var name = manifests.get(i).model().name();
      if (manifests.get(i - 1).model().name().compareTo(name) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** The manifest of the model with this digest. */
  public Optional<Manifest> withModel(Digest model) {
    return manifests.stream().filter(m -> m.model().digest().equals(model)).findFirst();
  }

  /** The array. */
  public Json.Arr toJson() {
    return new Json.Arr(manifests.stream().<Json>map(Manifest::toJson).toList());
  }

  /** SHA-256 of the JCS. */
  public Digest digest() {
    return Documents.digest(toJson());
  }
}
