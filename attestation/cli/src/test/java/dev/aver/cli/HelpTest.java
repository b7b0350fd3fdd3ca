// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a list of commands says of each. */
class HelpTest {
  static List<CommandLine> commands() {
    var all = new ArrayList<CommandLine>();
    addBelow(new CommandLine(new Aver(new PrintWriter(Writer.nullWriter()))), all);
    return all;
  }

  private static void addBelow(CommandLine parent, List<CommandLine> all) {
    for (var command : parent.getSubcommands().values()) {
      all.add(command);
      addBelow(command, all);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aListOfCommandsSaysAWholeSentenceOfEach(CommandLine command) {
    // Picocli takes the first line of a description.
    var summary = command.getCommandSpec().usageMessage().description()[0];
    assertTrue(summary.endsWith("."), command.getCommandName() + ": " + summary);
  }
}
