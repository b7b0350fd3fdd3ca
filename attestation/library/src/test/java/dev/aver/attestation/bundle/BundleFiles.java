// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.Values;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.PerformedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/** The committed bundles over simulated hardware, and how they are verified in tests. */
public final class BundleFiles {
  /** A time at which the evidence of all of them is valid. */
  public static final long AT = 1_780_315_200_000L;

  private BundleFiles() {}

  /** One of {@code attestation/vectors/bundles}, without its suffix. */
  public static Bytes read(String name) {
    return file("bundles/" + name + ".json");
  }

  static Bytes file(String path) {
    try {
      return Bytes.of(Files.readAllBytes(folder().resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder() {
    return Vectors.repository().resolve("attestation/vectors");
  }

  /** One of them, read. */
  public static Json.Obj json(String name) throws Rejected {
    return (Json.Obj) JsonReader.document(read(name), EvidenceBundle.MAX_BYTES);
  }

  /** {@code proof-attested} with a report of the same enclave whose guest may be debugged. */
  static Json.Obj debuggable() throws Rejected {
    var area = JsonReader.read(file("bundles.json"), 1 << 24, 64);
    var report =
        Values.of("bundles", area).list("cases").stream()
            .map(json -> Values.of("case", json))
            .filter(values -> values.text("id").equals("proof/report-debug"))
            .flatMap(values -> values.list("patch").stream())
            .map(json -> Values.of("patch", json))
            .filter(patch -> patch.text("path").equals("/evidence/report"))
            .map(patch -> patch.json("value"))
            .findFirst()
            .orElseThrow();
    var proof = without(json("proof-attested"), "disclosed");
    return with(proof, "evidence", evidence -> with((Json.Obj) evidence, "report", old -> report));
  }

  /** The text of {@code json}. */
  public static Bytes text(Json json) {
    return Bytes.utf8(JsonWriter.write(json));
  }

  /** The bytes of a text. */
  public static Bytes utf8(String text) {
    return Bytes.utf8(text);
  }

  /** {@code object} with one member changed. */
  public static Json.Obj with(Json.Obj object, String name, UnaryOperator<Json> change) {
    var members = new LinkedHashMap<>(object.members());
    members.computeIfPresent(name, (key, value) -> change.apply(value));
    return new Json.Obj(members);
  }

  /** {@code object} without one member. */
  public static Json.Obj without(Json.Obj object, String name) {
    var members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new Json.Obj(members);
  }

  /** By the simulated roots of both families, without a policy. */
  public static Verification options() {
    try {
      var roots = List.of(file("anchors/software-snp.pem"), file("anchors/software-tdx.pem"));
      return Verification.at(AT, PerformedBy.LIBRARY)
          .with(TrustAnchors.vendor().withSoftware(roots));
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }
}
