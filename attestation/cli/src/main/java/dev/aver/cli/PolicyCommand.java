// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.AppraisalPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Policies: what a relying party accepts, as data. */
@Command(
    name = "policy",
    description = "Make policies: what to accept, as data.",
    subcommands = PolicyCommand.Init.class)
final class PolicyCommand extends Subcommand {
  @Override
  public Integer call() {
    throw new CommandFailed(
        ExitCode.USAGE, "policy needs a command", "./aver policy init EVIDENCE -o policy.json");
  }

  /** Writes the policy that accepts exactly one piece of evidence. */
  @Command(
      name = "init",
      description = {
        "Write a policy that accepts exactly this evidence, with everything spelled out that it",
        "leaves unchecked. It says what the evidence says of itself: verify and read before use."
      })
  static final class Init extends Subcommand {
    @Parameters(paramLabel = "EVIDENCE", description = "Evidence, or a proof that holds it.")
    private Path evidence = Path.of("");

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Where to write it (default: standard output).")
    @Nullable
    private Path output;

    @Override
    public Integer call() throws IOException {
      var text = Indented.of(of(InputFile.read(evidence)).toJson());
      if (output == null) {
        out().println(text);
      } else {
        Files.writeString(output, text + "\n");
        progress().say("wrote " + output);
      }
      return ExitCode.OK;
    }

    private static EvidenceBundle evidence(Bytes content) throws Rejected {
      var json = JsonReader.document(content, EvidenceBundle.MAX_BYTES);
      var inner = json instanceof Json.Obj proof ? proof.get("evidence") : null;
      return EvidenceBundle.parse(inner == null ? json : inner);
    }

    private AppraisalPolicy of(Bytes content) {
      try {
        return AppraisalPolicy.accepting(evidence(content));
      } catch (Rejected e) {
        throw new CommandFailed(
            ExitCode.REJECTED, evidence + " is no evidence: " + e.getMessage(), "");
      }
    }
  }
}
