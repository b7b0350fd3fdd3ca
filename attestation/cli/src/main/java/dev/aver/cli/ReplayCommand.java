// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.ProofBundle;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.client.ProvenAnswer;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a saved question again and compares outputs byte for byte. */
@Command(
    name = "replay",
    description = {
      "Execute a saved request again, and say whether its output is the same, byte for byte.",
      "It runs on the enclave that `up` started here."
    },
    footer = {"", "Exit status: 0 the same; 1 another one, or not answered."})
final class ReplayCommand extends Subcommand {
  @Parameters(paramLabel = "DIR", description = "A folder that `ask` saved.")
  private Path folder = Path.of("");

  @Mixin private final StateOption stateOption = new StateOption();

  @Override
  public Integer call() throws InterruptedException {
    var state = stateOption.folder();
    var proof = proof();
    var saved = output(proof);
    var anchor = InputFile.read(state.trustAnchor());
    var demands = Demands.of(anchor, VerificationOptions.policy(state.policy()));
    var again = new Question(stateOption.running().relay(), demands, progress()).ask(asked());
    var same = again.answer().output().equals(saved);
    out().println(same ? "same output, byte for byte" : "another output");
    describe("then", proof, saved);
    describe("now", again.proof(), again.answer().output());
    if (!same) {
      why(proof, again);
    }
    return same ? ExitCode.OK : ExitCode.REJECTED;
  }

  private ProofBundle proof() {
    try {
      return ProofBundle.parse(InputFile.read(folder.resolve("proof.json")));
    } catch (Rejected e) {
      throw new CommandFailed(ExitCode.REJECTED, "the saved proof: " + e.getMessage(), "");
    }
  }

  private static TaggedBytes output(ProofBundle proof) {
    return proof
        .disclosed()
        .output()
        .orElseThrow(
            () -> new CommandFailed(ExitCode.USAGE, "the saved proof shows no output", ""));
  }

  private Asked asked() {
    try {
      return Asked.again(InputFile.read(folder.resolve("request.json")));
    } catch (Rejected e) {
      throw new CommandFailed(ExitCode.REJECTED, "the saved request: " + e.getMessage(), "");
    }
  }

  private void describe(String when, ProofBundle proof, TaggedBytes output) {
    out()
        .printf(
            "  %-5s %s, %d bytes, numerics %s%n",
            when, Hashes.sha256(output.bytes()), output.bytes().size(), numerics(proof));
  }

  private static String numerics(ProofBundle proof) {
    return proof
        .evidence()
        .models()
        .withModel(proof.receipt().body().model())
        .map(manifest -> manifest.numerics())
        .orElse("unknown");
  }

  /** The reasons that a person can check. */
  private void why(ProofBundle then, ProvenAnswer now) {
    if (!then.receipt().body().model().equals(now.proof().receipt().body().model())) {
      out().println("  the weights are others");
    } else if (!numerics(then).equals(numerics(now.proof()))) {
      out().println("  the numeric profile is another one");
    } else if (!Asked.isRepeatable(asked().request())) {
      out().println("  the request names no seed: each answer draws its own");
    }
  }
}
