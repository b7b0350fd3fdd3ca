// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of a model's weights, which an update of the engine does not change; its digest is
 * {@code model} in receipts (formats.md, 3).
 *
 * @param files at least one, sorted by the UTF-8 bytes of the path, each path once
 * @param tokenizer SHA-256 of the tokenizer; empty if there is none or it is inside a listed file
 * @param template SHA-256 of the chat template; empty like {@code tokenizer}
 */
public record Model(
    String name,
    Task task,
    List<ModelFile> files,
    Optional<Digest> tokenizer,
    Optional<Digest> template) {
  private static final String TYPE = "aver/model/v1";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}");

  /** Refuses what {@link #parse} would refuse: a programming error. */
  public Model {
    files = List.copyOf(files);
    var fault = fault(name, files);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /**
   * Parses {@code aver/model/v1}.
   *
   * @throws Rejected {@link Reason#MANIFEST_FORMAT} for what breaks the rules of a model, and the
   *     codes of JSON members
   */
  public static Model parse(Json json) throws Rejected {
    var members = Members.of(json, "model");
    members.type(TYPE);
    var name = members.string("name");
    var task = Task.parse(members.string("task"));
    var files = new ArrayList<ModelFile>();
    for (var file : members.array("files")) {
      files.add(ModelFile.parse(file));
    }
    var tokenizer = digestOrNull(members, "tokenizer");
    var template = digestOrNull(members, "template");
    members.end();
    var fault = fault(name, files);
    if (fault.isPresent()) {
      throw new Rejected(Reason.MANIFEST_FORMAT, fault.get());
    }
    return new Model(name, task, files, tokenizer, template);
  }

  private static Optional<Digest> digestOrNull(Members members, String name) throws Rejected {
    return members.required(name) instanceof Json.Null
        ? Optional.empty()
        : Optional.of(members.digest(name));
  }

  private static Optional<String> fault(String name, List<ModelFile> files) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of("not a name of a model");
    }
    if (files.isEmpty()) {
      return Optional.of("a model without files");
    }
    for (var i = 0; i < files.size(); i++) {
      if (files.get(i).path().isEmpty()) {
        return Optional.of("a file without a path");
      }
      if (i > 0 && !ascending(files.get(i - 1).path(), files.get(i).path())) {
        return Optional.of("files are not sorted by path, each once");
      }
    }
    return Optional.empty();
  }

  private static boolean ascending(String first, String second) {
    // As UTF-8, where characters beyond U+FFFF follow all others; as UTF-16 they do not.
    return Bytes.utf8(first).compareTo(Bytes.utf8(second)) < 0;
  }

  /** The document. */
  public Json.Obj toJson() {
    return Json.object()
        .put("type", TYPE)
        .put("name", name)
        .put("task", task.text())
        .put("files", Json.array(files.stream().map(ModelFile::toJson).toList()))
        .put("tokenizer", orNull(tokenizer))
        .put("template", orNull(template))
        .build();
  }

  private static Json orNull(Optional<Digest> digest) {
    return digest.<Json>map(value -> Json.of(value.toString())).orElse(Json.Null.NULL);
  }

  /** SHA-256 of the JCS. */
  public Digest digest() {
    return Documents.digest(toJson());
  }
}
