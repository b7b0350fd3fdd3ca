// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
  private static final KnownKeys KEYS =
      new KnownKeys(Set.of("aver.keyset.lifetime", "aver.log.checkpoint-interval"));

  @Test
  void anUnknownKeyIsNamedWithWhatWasMeant() {
    assertEquals(
        Optional.of(
            "unknown configuration key aver.keyset.livetime; did you mean aver.keyset.lifetime?"),
        KEYS.complaint(List.of("quarkus.http.port", "aver.keyset.livetime")));
  }

  @Test
  void anUnknownVariableIsNamedWithWhatWasMeant() {
    assertEquals(
        Optional.of(
            "unknown environment variable AVER_LOG_CHECKPOINT_INTERVALL;"
                + " did you mean AVER_LOG_CHECKPOINT_INTERVAL?"),
        KEYS.complaintOfEnvironment(List.of("PATH", "AVER_LOG_CHECKPOINT_INTERVALL")));
  }

  @Test
  void knownAndForeignNamesPass() {
    assertEquals(
        Optional.empty(),
        KEYS.complaint(List.of("aver.keyset.lifetime", "AVER_KEYSET_LIFETIME", "averse.key")));
    assertEquals(
        Optional.empty(),
        KEYS.complaintOfEnvironment(
            List.of("AVER_LOG_CHECKPOINT_INTERVAL", "AVER_JDK_URL", "AVERSE", "aver.x")));
  }
}
