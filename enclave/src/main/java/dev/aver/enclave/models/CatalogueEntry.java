// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.attestation.keyset.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One model of a catalogue: what all tasks have, and the member named after its task that says how
 * it is used. The sources of files are for whoever pulls them; here they are checked for their form
 * and forgotten, because the enclave fetches nothing.
 */
record CatalogueEntry(
    String name,
    Task task,
    List<ModelFile> files,
    long created,
    String license,
    String source,
    Members use) {
  /** A plain file name: it is looked up in folders that nobody needs to trust. */
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final int MOST_TOKENS = 8192;
  private static final int MOST_DIMENSIONS = 8192;
  private static final int MOST_IDS = 1 << 24;

  static CatalogueEntry parse(Json json) throws Rejected {
    var members = Members.of(json, "model");
    var name = members.string("name");
    var task = Task.parse(members.string("task"));
    var files = new ArrayList<ModelFile>();
    for (var file : members.array("files")) {
      files.add(file(file));
    }
    files.sort(Comparator.comparing(ModelFile::path));
    var entry =
        new CatalogueEntry(
            name,
            task,
            List.copyOf(files),
            members.integer("created", 0, Members.MAX_INTEGER),
            members.string("license"),
            members.string("source"),
            members.object(task.text()));
    members.end();
    return entry;
  }

  private static ModelFile file(Json json) throws Rejected {
    var members = Members.of(json, "file");
    var path = members.string("path");
    if (!PATH.matcher(path).matches()) {
      throw new Rejected(Reason.FIELD_RANGE, "not a plain file name: " + path);
    }
    var size = members.integer("size", 1, Members.MAX_INTEGER);
    var file = new ModelFile(path, size, members.digest("sha256"));
    for (var source : members.array("sources")) {
      if (!(source instanceof Json.Str)) {
        throw new Rejected(Reason.FIELD_TYPE, "a source of " + path + " is no string");
      }
    }
    members.end();
    return file;
  }

  EncoderModel encoder() throws Rejected {
    var model =
        new EncoderModel(
            name,
            files,
            named("weights"),
            named("tokenizer"),
            (int) use.integer("dimensions", 1, MOST_DIMENSIONS),
            (int) use.integer("tokens", 3, MOST_TOKENS),
            (int) use.integer("vocabulary", 1, MOST_IDS),
            use.integer("firstToken", 0, MOST_IDS),
            use.integer("lastToken", 0, MOST_IDS),
            one(PoolingRule.class, "pooling"),
            one(Precision.class, "precision"),
            created,
            license,
            source);
    use.end();
    return model;
  }

  TensorModel tensor() throws Rejected {
    var model = new TensorModel(name, files, named("weights"), created, license, source);
    use.end();
    return model;
  }

  GgufModel chat() throws Rejected {
    var model = new GgufModel(name, named("weights"), created, license, source);
    use.end();
    return model;
  }

  private ModelFile named(String member) throws Rejected {
    var path = use.string(member);
    return files.stream()
        .filter(file -> file.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new Rejected(Reason.FIELD_RANGE, name + " has no file " + path));
  }

  private <E extends Enum<E>> E one(Class<E> values, String member) throws Rejected {
    var text = use.string(member);
    for (var value : values.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
        return value;
      }
    }
    throw new Rejected(Reason.FIELD_RANGE, member + " of " + name + " is " + text);
  }
}
