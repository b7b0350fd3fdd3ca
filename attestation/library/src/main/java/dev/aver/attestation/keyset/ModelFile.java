// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;

/**
 * One file of a model as it is loaded.
 *
 * @param path its name inside the model, with {@code /} between folders
 * @param size its number of bytes
 * @param sha256 SHA-256 of its bytes
 */
public record ModelFile(String path, long size, Digest sha256) {
  /** Parses {@code {path,size,sha256}}. */
  public static ModelFile parse(Json json) throws Rejected {
    var members = Members.of(json, "file");
    var path = members.string("path");
    var size = members.integer("size", 0, Members.MAX_INTEGER);
    var file = new ModelFile(path, size, members.digest("sha256"));
    members.end();
    return file;
  }

  /** The document. */
  public Json.Obj toJson() {
    return Json.object()
        .put("path", path)
        .put("size", size)
        .put("sha256", sha256.toString())
        .build();
  }
}
