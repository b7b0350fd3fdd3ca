// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each target starts in this clone: what it takes of the vectors, in the repository and
 * beside it, and whatever once broke any target.
 */
final class Corpus {
  private static final String FINDINGS = "attestation/fuzz/src/test/resources/findings";

  private static final Seeds SEEDS = seeds();
  private static final List<Bytes> BROKE_SOMETHING = findings();

  private Corpus() {}

  /** The inputs that a target starts from; never none that it takes. */
  static List<Bytes> of(Target target) {
    var inputs = new ArrayList<>(SEEDS.of(target));
    if (inputs.isEmpty()) {
      throw new AssertionError("no piece of the vectors is a " + target);
    }
    inputs.addAll(BROKE_SOMETHING);
    return inputs;
  }

  private static Seeds seeds() {
    var own = Clone.folder().resolve("attestation/vectors");
    // Genuine reports of real machines make better seeds; without them there are seeds enough.
    var shared = Clone.folder().resolveSibling("shared").resolve("vectors");
    return Seeds.of(Files.exists(shared) ? List.of(own, shared) : List.of(own));
  }

  private static List<Bytes> findings() {
    try (var files = Files.list(Clone.folder().resolve(FINDINGS))) {
      var inputs = new ArrayList<Bytes>();
      for (var file : files.sorted().toList()) {
        inputs.add(Bytes.of(Files.readAllBytes(file)));
      }
      return inputs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
