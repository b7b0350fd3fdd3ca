// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.result.Explanation;
import java.util.List;
import picocli.CommandLine.Command;

/** What a verdict means, and what none ever claims, a sentence each. */
@Command(name = "explain", description = "Say what a verdict means, and what none ever claims.")
final class ExplainCommand extends Subcommand {
  private static final List<String> VERDICTS =
      List.of(
          "verified    the evidence is authentic, and a policy of yours accepts it",
          "incomplete  the evidence is authentic; nobody said what to accept",
          "rejected    something stands against it: the code says what");

  private static final List<String> LEVELS =
      List.of(
          "signed      the key that signed the receipt is attested",
          "logged      the receipt is in a signed checkpoint of its enclave's log",
          "attested    that checkpoint, or a later one, is in a report of the hardware",
          "witnessed   it is in an operator's journal that a quorum of witnesses cosigned",
          "anchored    that journal was seen on a chain");

  @Override
  public Integer call() {
    section("A verdict is one of", VERDICTS);
    section("A receipt has come to one of these levels", LEVELS);
    section("What no verdict ever claims", Explanation.LIMITS);
    return ExitCode.OK;
  }

  private void section(String title, List<String> sentences) {
    out().println(title + ":");
    sentences.forEach(sentence -> out().println("  " + sentence));
  }
}
