// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.text.KnownKeys;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasuredConfigurationTest {
  private static final KnownKeys KEYS =
      new KnownKeys(ConfigClass.configClass(Settings.class).getProperties().keySet());

  @Test
  void everyKeyIsKnownByItsFullName() {
    assertEquals(
        Set.of(
            "aver.models.directory",
            "aver.models.serve",
            "aver.models.catalogue",
            "aver.keyset.lifetime",
            "aver.attester.tee",
            "aver.attester.privilege-level",
            "aver.attester.software.directory",
            "aver.attester.software.version",
            "aver.attester.software.shape",
            "aver.attester.burst",
            "aver.attester.interval",
            "aver.attester.patience",
            "aver.receipts.kept",
            "aver.receipts.most",
            "aver.log.unconfirmed",
            "aver.log.checkpoint-interval",
            "aver.scheduling.workers",
            "aver.scheduling.requests",
            "aver.requests.body-timeout",
            "aver.requests.texts",
            "aver.chat.model",
            "aver.chat.directory",
            "aver.chat.kernels",
            "aver.chat.threads",
            "aver.chat.sequences",
            "aver.chat.context",
            "aver.chat.waiting",
            "aver.chat.waiting-per-tenant",
            "aver.chat.deadline",
            "aver.private-directory"),
        KEYS.names());
  }

  @Test
  void placesAreNotMeasuredAndEverythingElseIs() {
    var all =
        MeasuredConfiguration.of(
            KEYS.names(), name -> name.equals("aver.attester.interval") ? null : "v");
    assertEquals(KEYS.names().size() - 6, all.size());
    assertEquals(
        Map.of("aver.keyset.lifetime", "P1D"),
        MeasuredConfiguration.of(
            Set.of("aver.keyset.lifetime", "aver.models.directory"), name -> "P1D"));
  }
}
