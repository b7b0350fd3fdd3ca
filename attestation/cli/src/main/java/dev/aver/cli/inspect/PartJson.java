// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;

/** A part as JSON for scripts, every value in full. */
public final class PartJson {
  private PartJson() {}

  /** The document: it says itself that nothing was verified. */
  public static Json.Obj document(Part part) {
    return write(Json.object().put("verified", false), part);
  }

  private static Json.Obj write(Json.Builder json, Part part) {
    json.put("kind", part.kind());
    if (!part.name().isEmpty()) {
      json.put("name", part.name());
    }
    if (part.size() > 0) {
      json.put("size", part.size());
    }
    json.put("fields", Json.array(part.fields().stream().map(PartJson::field).toList()));
    if (!part.parts().isEmpty()) {
      var parts = part.parts().stream().map(inner -> write(Json.object(), inner)).toList();
      json.put("parts", Json.array(parts));
    }
    if (!part.problems().isEmpty()) {
      json.put("problems", Json.array(part.problems().stream().map(PartJson::problem).toList()));
    }
    return json.build();
  }

  private static Json.Obj field(Field field) {
    var json = Json.object();
    if (field.offset().isPresent()) {
      json.put("offset", field.offset().getAsInt()).put("length", field.length());
    }
    json.put("name", field.name()).put("value", field.value());
    if (!field.meaning().isEmpty()) {
      json.put("meaning", field.meaning());
    }
    return json.build();
  }

  private static Json.Obj problem(Rejected problem) {
    return Json.object()
        .put("reason", problem.reason().name())
        .put("detail", problem.detail())
        .build();
  }
}
