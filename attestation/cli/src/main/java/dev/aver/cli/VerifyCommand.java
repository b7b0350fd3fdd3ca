// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Explanation;
import dev.aver.attestation.result.Verdict;
import dev.aver.cli.inspect.NitroFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what evidence and proofs are worth, offline. */
@Command(
    name = "verify",
    description = {
      "Verify evidence bundles and proofs, offline.",
      "A proof without its receipt is joined to the receipt file given with it."
    },
    footer = {
      "",
      "Exit status: 0 verified; 1 rejected, malformed content included; 2 usage, or a",
      "file that cannot be read; 3 incomplete: authentic, but no policy given. Of",
      "several files the worst, in the order 2, 1, 3, 0."
    })
final class VerifyCommand extends Subcommand {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Evidence, proofs, receipts.")
  private List<Path> files = List.of();

  @Mixin private final VerificationOptions options = new VerificationOptions();

  @Option(names = "--json", description = "Print one JSON array with one result per file.")
  private boolean json;

  private int worst = ExitCode.OK;
  private boolean named;
  private String incomplete = "";

  @Override
  public Integer call() {
    var verification = options.verification(System.currentTimeMillis());
    var documents = Documents.joined(files.stream().map(NamedFile::read).toList());
    named = documents.size() > 1;
    var results = documents.stream().map(document -> judge(document, verification)).toList();
    if (json) {
      out().println(JsonWriter.write(Json.array(results)));
    }
    howToGoOn();
    return worst;
  }

  private Json judge(NamedFile document, Verification verification) {
    if (document.problem().isPresent()) {
      worst = ExitCode.worse(worst, ExitCode.USAGE);
      progress().say("aver: " + document.problem().get());
      return Json.object().put("error", document.problem().get()).build();
    }
    var result = Verifier.verify(document.content(), verification);
    worst = ExitCode.worse(worst, exitCode(result.verdict()));
    if (!json) {
      print(document.name(), result);
      if (Documents.isBareProof(document)) {
        out().println("  a proof is judged with its receipt: name that file beside it");
      }
      if (NitroFile.recognised(document.content())) {
        out().println("  a Nitro document is no evidence of Aver: ./aver compat nitro FILE");
      }
    }
    return result.toJson();
  }

  private static int exitCode(Verdict verdict) {
    return switch (verdict) {
      case VERIFIED -> ExitCode.OK;
      case REJECTED -> ExitCode.REJECTED;
      case INCOMPLETE -> ExitCode.INCOMPLETE;
    };
  }

  private void print(String name, AttestationResult result) {
    var lines = Explanation.lines(result);
    out().println(named ? lines.getFirst() + "  " + name : lines.getFirst());
    lines.stream().skip(1).forEach(out()::println);
    if (result.verdict() == Verdict.INCOMPLETE) {
      incomplete = name;
    }
    if (result.reasons().contains(Reason.VEK_CHAIN_UNTRUSTED)
        || result.reasons().contains(Reason.ANCHOR_MISSING)) {
      out().println("  a software TEE counts only if you name its root: --trust-anchor FILE.pem");
    }
  }

  /** The last line of an incomplete call. */
  private void howToGoOn() {
    if (!json && worst == ExitCode.INCOMPLETE && !options.hasPolicy()) {
      out()
          .println(
              "to go on: ./aver policy init "
                  + incomplete
                  + " -o policy.json, read it, then verify again with --policy policy.json");
    }
  }
}
