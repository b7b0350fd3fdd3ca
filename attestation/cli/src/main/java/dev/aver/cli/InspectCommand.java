// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.cli.inspect.Inspection;
import dev.aver.cli.inspect.Part;
import dev.aver.cli.inspect.PartJson;
import dev.aver.cli.inspect.PartText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a file says, and never that it is true. */
@Command(
    name = "inspect",
    description = {
      "Show what a file says, field by field, and verify nothing.",
      "It knows SNP reports, TDX quotes, certificates and revocation lists (DER or PEM), Intel's",
      "collateral and its headers, certificate tables, event logs (CCEL, runtime JSON), Azure's HCL",
      "reports and vTPM quotes, AWS Nitro documents, receipts, keysets, checkpoints, log entries,",
      "policies, evidence and proofs, recognised by their content.",
      "Exit status 1 if it is none of these, or malformed."
    })
final class InspectCommand extends Subcommand {
  @Parameters(paramLabel = "FILE", description = "What to show.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Option(
      names = "--as",
      paramLabel = "KIND",
      description = "Do not guess: tile, the hashes of a log, which have no mark of their own.")
  @Nullable
  private Kind kind;

  private enum Kind {
    TILE
  }

  @Override
  public Integer call() {
    var part = part();
    if (json) {
      out().println(JsonWriter.write(PartJson.document(part)));
    } else {
      out().println("NOTHING WAS VERIFIED: this is what the file says, true or not.");
      PartText.lines(part).forEach(out()::println);
    }
    var problems = part.allProblems();
    if (problems.isEmpty()) {
      return ExitCode.OK;
    }
    throw new CommandFailed(
        ExitCode.REJECTED, file + " is not well-formed: " + PartText.said(problems.getFirst()), "");
  }

  private Part part() {
    try {
      var content = InputFile.read(file);
      return kind == Kind.TILE ? Inspection.tile(content) : Inspection.of(content);
    } catch (Rejected e) {
      throw new CommandFailed(
          ExitCode.REJECTED, "cannot be shown: " + PartText.said(e), "the file is " + file);
    }
  }
}
