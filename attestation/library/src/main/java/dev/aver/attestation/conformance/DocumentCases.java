// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifest;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.keyset.Model;

/** Canonical JSON, and the documents whose digests are in a keyset. */
final class DocumentCases {
  private static final int MAX_INPUT = 1 << 20;

  private DocumentCases() {}

  static CaseOutcome jcs(FormatCase formatCase) throws Rejected {
    var text = Bytes.utf8(formatCase.inputs().text("input"));
    return compare(formatCase.inputs(), JsonReader.document(text, MAX_INPUT));
  }

  static CaseOutcome document(FormatCase formatCase) throws Rejected {
    var value = formatCase.inputs().json("value");
    // Through the record and back: what is hashed is what was understood.
    var understood =
        switch (formatCase.inputs().text("document")) {
          case "models" -> Manifests.parse(value).toJson();
          case "manifest" -> Manifest.parse(value).toJson();
          case "model" -> Model.parse(value).toJson();
          case "configuration" -> Configuration.parse(value).toJson();
          case "build" -> Build.parse(value).toJson();
          default -> throw new IllegalStateException("unknown document of " + formatCase.id());
        };
    return compare(formatCase.inputs(), understood);
  }

  static CaseOutcome keyset(FormatCase formatCase) throws Rejected {
    var keyset = Keyset.parse(Bytes.utf8(formatCase.inputs().text("document")));
    return new Comparison(formatCase.inputs()).value("enclave", keyset.enclave()).accepted();
  }

  private static CaseOutcome compare(Values given, Json value) throws Rejected {
    var canonical = Jcs.canonical(value);
    return new Comparison(given)
        .same("canonical", Bytes.utf8(given.text("canonical")), canonical)
        .value("sha256", Hashes.sha256(canonical))
        .computed();
  }
}
