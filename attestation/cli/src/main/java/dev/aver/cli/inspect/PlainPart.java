// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Model;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;

/** Documents that are all members: policies, and what a keyset has the digests of. */
final class PlainPart {
  private static final String DIGEST = "(digest)";

  private PlainPart() {}

  static Part policy(Json.Obj json, int size) throws Rejected {
    AppraisalPolicy.parse(json);
    return members(Part.of("policy", size), json);
  }

  static Part referenceValues(Json.Obj json, int size) throws Rejected {
    ReferenceValues.parse(json);
    return members(Part.of("reference values", size), json);
  }

  static Part build(Json.Obj json, int size) throws Rejected {
    var digest = Build.parse(json).digest().toString();
    return members(Part.of("build", size).member(DIGEST, digest, "as a keyset names it"), json);
  }

  static Part configuration(Json.Obj json, int size) throws Rejected {
    var digest = Configuration.parse(json).digest().toString();
    var part = Part.of("configuration", size).member(DIGEST, digest, "as a keyset names it");
    return members(part, json);
  }

  static Part model(Json.Obj json, int size) throws Rejected {
    var digest = Model.parse(json).digest().toString();
    return members(Part.of("model", size).member(DIGEST, digest, "as a receipt names it"), json);
  }

  static Part manifest(Json.Obj json, int size) throws Rejected {
    var digest = Manifest.parse(json).model().digest().toString();
    return members(
        Part.of("manifest", size).member("(model)", digest, "as receipts name it"), json);
  }

  private static Part members(Part.Builder part, Json.Obj json) {
    DocumentPart.members(part, "", json);
    return part.build();
  }
}
