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
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.PerformedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the policy that accepts exactly one piece of evidence. */
@Command(
    name = "init",
    description = {
      "Write a policy that accepts exactly this evidence.",
      "Everything that it leaves unchecked is spelled out. It says what the evidence says of itself: verify and read before use."
    })
final class PolicyInitCommand extends Subcommand {
  /** The name that a policy made here demands of its reference values. */
  private static final String SOURCE = "aver policy init";

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

  @Option(
      names = "--reference-values",
      paramLabel = "FILE",
      description = {
        "Write what was started - launch, models, configuration, build - to a document of its",
        "own, without which the policy then accepts nothing: aver/reference-values/v1."
      })
  @Nullable
  private Path referenceValues;

  @Override
  public Integer call() {
    var content = InputFile.read(evidence);
    try {
      var bundle = bundle(content);
      var exact = AppraisalPolicy.accepting(bundle);
      var policy = floors == null ? exact : raised(content, exact, floors);
      if (referenceValues != null) {
        write(images(bundle), referenceValues);
        policy = policy.leavingImagesTo(SOURCE);
      }
      if (output == null) {
        out().println(Indented.of(policy.toJson()));
      } else {
        write(policy.toJson(), output);
      }
      return ExitCode.OK;
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.REJECTED,
          evidence + " is no evidence: " + e.getMessage(),
          "Evidence is what a relay gives at /v1/attestation.");
    }
  }

  private static EvidenceBundle bundle(Bytes content) throws Rejected {
    var json = JsonReader.document(content, EvidenceBundle.MAX_BYTES);
    var inner = json instanceof Json.Obj proof ? proof.get("evidence") : null;
    return EvidenceBundle.parse(inner == null ? json : inner);
  }

  /** From the keyset's first moment, so that its proofs, judged at their own time, are covered. */
  private static Json images(EvidenceBundle bundle) throws Rejected {
    var from = Instant.ofEpochSecond(bundle.keyset().notBefore());
    var image = ReferenceImage.accepting(bundle, "started at " + from);
    return MeasuredImage.document(SOURCE, from, image);
  }

  private void write(Json document, Path file) {
    try {
      Files.writeString(file, Indented.of(document) + "\n");
    } catch (IOException e) {
      throw new CommandFailed(
          ExitCode.USAGE, "cannot write " + file, "Name a file in a folder that is there.");
    }
    progress().say("wrote " + file);
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
}
