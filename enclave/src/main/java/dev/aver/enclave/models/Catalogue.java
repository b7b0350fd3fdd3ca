// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The models that can be served, by the exact bytes that are accepted for them. The built-in one is
 * part of the measured application; what another one adds cannot replace a name of it, and what is
 * served is named by its digests in the keyset whichever of them it came from.
 */
public final class Catalogue {
  private static final String BUILT_IN = "/aver-catalogue.json";
  private static final String TYPE = "aver/catalogue/v1";
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEPTH = 16;

  private final Map<String, EncoderModel> encoders = new HashMap<>();
  private final Map<String, TensorModel> tensors = new HashMap<>();
  private final Map<String, GgufModel> chats = new HashMap<>();

  private Catalogue() {}

  /** What this build brings along. */
  public static Catalogue builtIn() {
    try (var in = Catalogue.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the application holds no " + BUILT_IN);
      }
      return new Catalogue().add(Bytes.of(in.readAllBytes()));
    } catch (IOException | Rejected e) {
      throw new IllegalStateException("the application's own catalogue", e);
    }
  }

  /**
   * As {@link #builtIn}, with the models of another document if one is named.
   *
   * @throws IllegalArgumentException if that is no catalogue, or names a model that is known
   */
  public static Catalogue with(Optional<Path> more) throws IOException {
    var catalogue = builtIn();
    if (more.isPresent()) {
      try (var in = Files.newInputStream(more.get())) {
        catalogue.add(Bytes.of(in.readNBytes(MOST_BYTES + 1)));
      } catch (Rejected e) {
        throw new IllegalArgumentException(more.get() + ": " + e.reason() + ", " + e.detail(), e);
      }
    }
    return catalogue;
  }

  /**
   * Reads {@code {"type":"aver/catalogue/v1","models":[…]}} in UTF-8.
   *
   * @throws Rejected for any other form; {@link Reason#FIELD_RANGE} for a name that is known
   */
  static Catalogue parse(Bytes document) throws Rejected {
    return new Catalogue().add(document);
  }

  private Catalogue add(Bytes document) throws Rejected {
    var members = Members.of(JsonReader.read(document, MOST_BYTES, DEPTH), "catalogue");
    members.type(TYPE);
    for (var model : members.array("models")) {
      enter(model);
    }
    members.end();
    return this;
  }

  private void enter(Json json) throws Rejected {
    var entry = CatalogueEntry.parse(json);
    if (encoder(entry.name()).isPresent()
        || tensor(entry.name()).isPresent()
        || chat(entry.name()).isPresent()) {
      throw new Rejected(Reason.FIELD_RANGE, "the model " + entry.name() + " stands there twice");
    }
    switch (entry.task()) {
      case EMBEDDING -> encoders.put(entry.name(), entry.encoder());
      case TENSOR -> tensors.put(entry.name(), entry.tensor());
      case CHAT -> chats.put(entry.name(), entry.chat());
      default -> throw new Rejected(Reason.FIELD_RANGE, entry.task() + " is not served");
    }
  }

  /** The model of this name that embeds. */
  public Optional<EncoderModel> encoder(String name) {
    return Optional.ofNullable(encoders.get(name));
  }

  /** The model of this name that takes tensors. */
  public Optional<TensorModel> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /** The model of this name that writes. */
  public Optional<GgufModel> chat(String name) {
    return Optional.ofNullable(chats.get(name));
  }

  /** Names of all that {@code aver.models.serve} may name. */
  public List<String> servable() {
    return java.util.stream.Stream.concat(encoders.keySet().stream(), tensors.keySet().stream())
        .sorted()
        .toList();
  }
}
