// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.Floors;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.PerformedBy;
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

    @Option(
        names = "--floors",
        paramLabel = "FILE",
        description = {
          "Demand at least what this policy does of firmware, platform and TCB status. The word",
          "published stands for the vendors' bulletins as of " + Floors.NEWEST + "."
        })
    @Nullable
    private String floors;

    @Override
    public Integer call() throws IOException {
      var content = InputFile.read(evidence);
      var policy = floors == null ? of(content) : raised(content, of(content), floors);
      var text = Indented.of(policy.toJson());
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

    private AppraisalPolicy raised(Bytes content, AppraisalPolicy exact, String from) {
      var policy = Floors.raise(exact, floors(from));
      var now = Verification.at(System.currentTimeMillis(), PerformedBy.CLI).with(policy);
      Verifier.verify(content, now).checks().stream()
          .filter(check -> check.name() == CheckName.HARDWARE_8 && check.outcome().equals("fail"))
          .forEach(check -> progress().say("this evidence is below the floors: " + check.detail()));
      return policy;
    }

    private static AppraisalPolicy floors(String from) {
      return from.equals("published")
          ? Floors.published()
          : VerificationOptions.policy(Path.of(from));
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
