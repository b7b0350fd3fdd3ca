// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models that can be pulled: those of this build, and the user's own. */
public final class ModelCatalogue {
  private static final String BUILT_IN = "/aver-catalogue.json";
  private static final String TYPE = "aver/catalogue/v1";
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEPTH = 16;

  private final Path own;
  private final List<CatalogueModel> models = new ArrayList<>();
  private final List<Json> ownEntries = new ArrayList<>();

  private ModelCatalogue(Path own) {
    this.own = own;
  }

  /**
   * Reads both.
   *
   * @param own the user's document, which need not exist
   * @throws IOException if it is no catalogue
   */
  public static ModelCatalogue read(Path own) throws IOException {
    var catalogue = new ModelCatalogue(own);
    try (var in = ModelCatalogue.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IOException("this build holds no catalogue");
      }
      catalogue.enter(in.readAllBytes());
    }
    if (Files.exists(own)) {
      catalogue.ownEntries.addAll(catalogue.enter(Files.readAllBytes(own)));
    }
    return catalogue;
  }

  private List<Json> enter(byte[] document) throws IOException {
    try {
      var members = Members.of(JsonReader.read(Bytes.of(document), MOST_BYTES, DEPTH), "catalogue");
      members.type(TYPE);
      var entries = members.array("models");
      for (var entry : entries) {
        models.add(CatalogueModel.parse(entry));
      }
      members.end();
      return entries;
    } catch (Rejected e) {
      throw new IOException("not a catalogue: " + e.reason() + ", " + e.detail(), e);
    }
  }

  /** All of them, the build's first. */
  public List<CatalogueModel> models() {
    return List.copyOf(models);
  }

  /** The model of this name. */
  public Optional<CatalogueModel> find(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /** The user's document for the enclave, if there is one. */
  public Optional<Path> own() {
    return ownEntries.isEmpty() ? Optional.empty() : Optional.of(own);
  }

  /** Enters one more of the user's and writes their document, whole or not at all. */
  public void add(Json.Obj entry) throws IOException {
    var all = new ArrayList<>(ownEntries);
    all.add(entry);
    var document = Json.object().put("type", TYPE).put("models", Json.array(all)).build();
    Files.createDirectories(own.toAbsolutePath().getParent());
    var fresh = own.resolveSibling(own.getFileName() + ".new");
    Files.writeString(fresh, JsonWriter.write(document) + "\n");
    Files.move(fresh, own, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
