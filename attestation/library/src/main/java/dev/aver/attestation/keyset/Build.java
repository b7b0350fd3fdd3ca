// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.regex.Pattern;

/**
 * The application that an enclave runs (formats.md, 3).
 *
 * @param commit git's name of the commit: 40 or 64 lower-case hexadecimal digits
 * @param artifact SHA-256 of the JCS array {@code [{path,sha256,size}]} of the application's files
 */
public record Build(String version, String commit, Digest artifact) {
  private static final String TYPE = "aver/build/v1";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** Refuses another spelling of the commit: a programming error. */
  public Build {
    if (!COMMIT.matcher(commit).matches()) {
      throw new IllegalArgumentException("not a commit of git");
    }
  }

  /**
   * Parses {@code aver/build/v1}.
   *
   * @throws Rejected {@link Reason#FIELD_TYPE} for another spelling of the commit, and the codes of
   *     JSON members
   */
  public static Build parse(Json json) throws Rejected {
    var members = Members.of(json, "build");
    members.type(TYPE);
    var version = members.string("version");
    var commit = members.string("commit");
    var artifact = members.digest("artifact");
    members.end();
    if (!COMMIT.matcher(commit).matches()) {
      throw new Rejected(Reason.FIELD_TYPE, "build.commit is not git's hex");
    }
    return new Build(version, commit, artifact);
  }

  /** The document. */
  public Json.Obj toJson() {
    return Json.object()
        .put("type", TYPE)
        .put("version", version)
        .put("commit", commit)
        .put("artifact", artifact.toString())
        .build();
  }

  /** SHA-256 of the JCS. */
  public Digest digest() {
    return Documents.digest(toJson());
  }
}
