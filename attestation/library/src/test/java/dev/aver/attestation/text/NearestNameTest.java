// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN =
      List.of("aver.ledger.directory", "aver.enclave.url", "aver.relay.max-body", "aver.feed.wait");

  @ParameterizedTest
  @CsvSource({
    "aver.ledger.dir, aver.ledger.directory",
    "aver.enclave.uri, aver.enclave.url",
    "aver.relay.maxBody, aver.relay.max-body",
    "aver.feed.wiat, aver.feed.wait",
    "aver.feed.wait, aver.feed.wait",
  })
  void suggestsWhatWasMeant(String typed, String meant) {
    assertEquals(Optional.of(meant), NearestName.of(typed, KNOWN));
  }

  @Test
  void breaksTiesByTheAlphabetWhateverTheOrder() {
    assertEquals(Optional.of("cat"), NearestName.of("at", List.of("hat", "cat", "mat")));
    assertEquals(Optional.of("cat"), NearestName.of("at", List.of("mat", "cat", "hat")));
  }

  @Test
  void suggestsNothingWhereNothingIsKnown() {
    assertEquals(Optional.empty(), NearestName.of("anything", List.of()));
  }
}
