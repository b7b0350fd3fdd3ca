// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A model as people see it. How it is used is for the enclave to read; here it only travels along.
 *
 * @param task {@code embedding}, {@code tensor} or {@code chat}
 * @param license SPDX identifier
 */
public record CatalogueModel(String name, String task, String license, List<CatalogueFile> files) {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  /** Bytes of all files. */
  public long size() {
    return files.stream().mapToLong(CatalogueFile::size).sum();
  }

  /** Whether a file can have this name: letters, digits, dots, hyphens and underscores. */
  public static boolean isPlain(String path) {
    return PATH.matcher(path).matches();
  }

  static CatalogueModel parse(Json json) throws Rejected {
    var members = Members.of(json, "model");
    var files = new ArrayList<CatalogueFile>();
    for (var file : members.array("files")) {
      files.add(file(file));
    }
    return new CatalogueModel(
        members.string("name"),
        members.string("task"),
        members.string("license"),
        List.copyOf(files));
  }

  private static CatalogueFile file(Json json) throws Rejected {
    var members = Members.of(json, "file");
    var path = members.string("path");
    if (!isPlain(path)) {
      throw new Rejected(Reason.FIELD_RANGE, "not a plain file name: " + path);
    }
    var sources = new ArrayList<String>();
    for (var source : members.array("sources")) {
      if (!(source instanceof Json.Str(String text))) {
        throw new Rejected(Reason.FIELD_TYPE, "a source of " + path + " is no string");
      }
      sources.add(text);
    }
    return new CatalogueFile(
        path,
        members.integer("size", 1, Members.MAX_INTEGER),
        members.digest("sha256"),
        List.copyOf(sources));
  }
}
