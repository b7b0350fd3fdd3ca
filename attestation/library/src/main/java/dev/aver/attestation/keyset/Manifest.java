// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;

/**
 * A model and how it is run (formats.md, 3).
 *
 * @param numerics the name of a numeric profile that the documentation spells out
 */
public record Manifest(
    Model model,
    String engineName,
    String engineVersion,
    String numerics,
    String license,
    String source) {
  private static final String TYPE = "aver/manifest/v1";

  /** Parses {@code aver/manifest/v1}. */
  public static Manifest parse(Json json) throws Rejected {
    var members = Members.of(json, "manifest");
    members.type(TYPE);
    var model = Model.parse(members.required("model"));
    var engine = members.object("engine");
    var engineName = engine.string("name");
    var engineVersion = engine.string("version");
    engine.end();
    var numerics = members.string("numerics");
    var license = members.string("license");
    var source = members.string("source");
    members.end();
    return new Manifest(model, engineName, engineVersion, numerics, license, source);
  }

  /** The document. */
  public Json.Obj toJson() {
    var engine = Json.object().put("name", engineName).put("version", engineVersion).build();
    return Json.object()
        .put("type", TYPE)
        .put("model", model.toJson())
        .put("engine", engine)
        .put("numerics", numerics)
        .put("license", license)
        .put("source", source)
        .build();
  }

  /** SHA-256 of the JCS. */
  public Digest digest() {
    return Documents.digest(toJson());
  }
}
