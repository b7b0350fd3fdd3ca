// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aver ask} of an enclave that has to be one of the published images. */
class KnownImagesTest {
  @TempDir Path folder;

  private Cli ask(RunningAver aver, Path policy, Object... more) throws Exception {
    var command = new ArrayList<Object>(List.of("ask", "A man is playing a guitar"));
    command.addAll(List.of("--policy", policy, "--save", folder.resolve("answer")));
    command.addAll(List.of("--state", aver.state()));
    command.addAll(List.of(more));
    return Cli.run(command.toArray());
  }

  @Test
  void aPolicyThatDemandsThemIsMetByTheirDocumentAlone() throws Exception {
    var aver = RunningAver.shared();
    var images = folder.resolve("images.json");
    var policy = folder.resolve("policy.json");
    var evidence = folder.resolve("evidence.json");
    Files.write(evidence, aver.get("/v1/attestation").body());
    Cli.run("policy", "init", evidence, "--reference-values", images, "-o", policy).expect(0);

    var without = ask(aver, policy).expect(1);
    assertTrue(without.err().contains("REFERENCE_VALUES_MISSING"), without.err());
    assertFalse(Files.exists(folder.resolve("answer")), "an answer was kept");

    var known = ask(aver, policy, "--reference-values", images).expect(0);
    assertTrue(known.firstLine().startsWith("verified"), known.out());
    assertTrue(known.out().contains(" --reference-values " + images), known.out());
    var proof = folder.resolve("answer").resolve("proof.json");
    var again = new ArrayList<Object>(List.of("verify", proof, "--policy", policy));
    again.addAll(List.of("--trust-anchor", aver.path("trustAnchor")));
    again.addAll(List.of("--reference-values", images));
    Cli.run(again.toArray()).expect(0);

    var text = Files.readString(images);
    Files.writeString(images, text.replaceFirst("(\"build\": ?\\{)[^}]*}", "$1\"anyOf\":[]}"));
    var other = ask(aver, policy, "--reference-values", images).expect(1);
    assertTrue(other.err().contains("REFERENCE_VALUES_MISMATCH"), other.err());
  }
}
