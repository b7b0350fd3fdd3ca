// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list that users read is the list that the code has. */
class ReasonCodesDocumentTest {
  private static final Path DOCUMENT = Path.of("../../docs/reason-codes.md");

  @Test
  void theDocumentListsEveryCodeWithItsMeaning() throws IOException {
    var expected =
        """
        # Reason codes

        Why something was refused or not checked. Results, the command line, the relay's verify endpoint and the contracts use
        the same codes; a code is never renamed. This page is made from the code: `./mvnw -pl attestation/library test
        -Dtest=ReasonCodesDocumentTest -Daver.docs.write=true` writes it anew.

        | code | meaning |
        |---|---|
        """
            + Arrays.stream(Reason.values())
                .map(reason -> "| `" + reason + "` | " + reason.meaning() + " |\n")
                .collect(Collectors.joining());
    if (Boolean.getBoolean("aver.docs.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertEquals(expected, Files.readString(DOCUMENT));
  }
}
