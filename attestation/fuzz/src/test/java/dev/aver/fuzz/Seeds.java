// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Where fuzzing starts: everything in the vectors, taken apart down to single strings, whatever its
 * encoding. A piece is a seed of each target that takes it; which those are is found by trying.
 */
final class Seeds {
  /** Longer inputs only make each run slower: the formats repeat themselves. */
  static final int MAX_SIZE = 48 * 1024;

  private static final int MOST_PER_TARGET = 60;
  private static final int MAX_FILE = 1 << 22;
  private static final int DEPTH = 64;

  private final Set<Bytes> pieces = new TreeSet<>();

  private Seeds() {}

  /** All pieces of the files below these folders, and of what is made up here. */
  static Seeds of(List<Path> folders) {
    var seeds = new Seeds();
    for (var folder : folders) {
      seeds.addFolder(folder);
    }
    MadeUp.pieces().forEach(seeds::add);
    return seeds;
  }

  /** What the target takes, spread over all sizes. */
  List<Bytes> of(Target target) {
    var taken =
        pieces.stream()
            .filter(piece -> piece.size() <= MAX_SIZE && target.parse(piece))
            .sorted(Comparator.comparingInt(Bytes::size).thenComparing(Comparator.naturalOrder()))
            .toList();
    var step = Math.max(1, taken.size() / MOST_PER_TARGET);
    return IntStream.range(0, taken.size())
        .filter(i -> i % step == 0)
        .mapToObj(taken::get)
        .toList();
  }

  private void addFolder(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(Bytes.of(Files.readAllBytes(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Bytes piece) {
    if (piece.size() == 0 || piece.size() > MAX_FILE || !pieces.add(piece)) {
      return;
    }
    pem(piece);
    policy(piece);
    try {
      parts(JsonReader.read(piece, MAX_FILE, DEPTH));
    } catch (Rejected e) {
      return; // not JSON: there is nothing inside
    }
  }

  private void parts(Json json) {
    switch (json) {
      case Json.Obj object -> object.members().values().forEach(this::part);
      case Json.Arr array -> array.elements().forEach(this::part);
      default -> part(json);
    }
  }

  private void part(Json json) {
    switch (json) {
      case Json.Str(String text) -> string(text);
      case Json.Obj object -> add(Bytes.utf8(JsonWriter.write(object)));
      case Json.Arr array -> add(Bytes.utf8(JsonWriter.write(array)));
      default -> {
        // Numbers and truth values hold nothing.
      }
    }
  }

  private void string(String text) {
    add(Bytes.utf8(text));
    add(text, Bytes::fromHex);
    add(text, Bytes::fromBase64Url);
  }

  private interface Decoder {
    Bytes decode(String text) throws Rejected;
  }

  private void add(String text, Decoder decoder) {
    try {
      add(decoder.decode(text));
    } catch (Rejected e) {
      return; // another encoding
    }
  }

  private void pem(Bytes piece) {
    try {
      Pem.certificates(piece, 3, Reason.ENDORSEMENT_PARSE).forEach(this::add);
    } catch (Rejected e) {
      return; // not PEM
    }
  }

  /** No vector holds a policy or reference values: those that accept this evidence. */
  private void policy(Bytes piece) {
    try {
      var evidence = EvidenceBundle.parse(piece);
      var policy = AppraisalPolicy.accepting(evidence).leavingImagesTo("seeds");
      add(Bytes.utf8(JsonWriter.write(policy.toJson())));
      var images = List.of(ReferenceImage.accepting(evidence, "a seed"));
      var values = new ReferenceValues("seeds", 0, 1, images);
      add(Bytes.utf8(JsonWriter.write(values.toJson())));
    } catch (Rejected e) {
      return; // not evidence
    }
  }
}
