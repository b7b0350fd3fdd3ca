// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.json;
import static dev.aver.enclave.EnclaveClient.string;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.snp.abi.SnpReport;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence as a stranger gets it. */
@QuarkusTest
class AttestationApiTest extends EnclaveFixture {
  private static void binds(Json.Obj evidence, Optional<Digest> nonce) throws Exception {
    assertEquals("aver/evidence/v1", string(evidence, "type"));
    assertEquals("software-snp", string(evidence, "tee"));
    var keyset = Keyset.parse(at(evidence, "keyset"));
    keyset.check();
    assertEquals(keyset.models(), Manifests.parse(at(evidence, "models")).digest());
    assertEquals(keyset.build(), Build.parse(at(evidence, "build")).digest());
    var configuration = Configuration.parse(at(evidence, "configuration"));
    assertEquals(keyset.configuration(), configuration.digest());
    assertEquals("P7D", configuration.values().get("aver.keyset.lifetime"));
    assertFalse(configuration.values().containsKey("aver.models.directory"));
    var report = SnpReport.parse(Bytes.fromBase64Url(string(evidence, "report")));
    Facts.check(Facts.parse(at(evidence, "facts")), keyset.enclave(), report.reportData(), nonce);
  }

  @Test
  void theHardwareSignsKeysetAndNonce() throws Exception {
    var nonce = Hashes.sha256(Bytes.utf8("a nonce of mine"));
    var response = client.get("/v1/attestation?nonce=" + nonce);
    assertEquals(200, response.statusCode());
    binds(json(response), Optional.of(nonce));
  }

  @Test
  void withoutANonceTheNewestIsGivenWithItsCheckpoint() throws Exception {
    var evidence = json(client.get("/v1/attestation"));
    binds(evidence, Optional.empty());
    assertEquals("checkpoint", string(evidence, "facts", "0", "fact", "kind"));
  }

  @Test
  void manyNoncesAreServedAtOnce() throws Exception {
    try (var callers = Executors.newFixedThreadPool(16)) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (var i = 0; i < 64; i++) {
        var nonce = Hashes.sha256(Bytes.utf8("nonce " + i));
        calls.add(
            () -> {
              binds(json(client.get("/v1/attestation?nonce=" + nonce)), Optional.of(nonce));
              return true;
            });
      }
      for (var call : callers.invokeAll(calls)) {
        assertTrue(call.get());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "0x0000000000000000000000000000000000000000000000000000000000000000",
        "0x00000000000000000000000000000000000000000000000000000000000000",
        "0xABababababababababababababababababababababababababababababababab",
        "1111111111111111111111111111111111111111111111111111111111111111",
        "0x1111111111111111111111111111111111111111111111111111111111111111&nonce=0x1111"
      })
  void aNonceIsThirtyTwoBytesAndNotZero(String nonce) throws Exception {
    var response = client.get("/v1/attestation?nonce=" + nonce);
    assertEquals(400, response.statusCode());
    assertEquals("invalid_nonce", string(json(response), "error", "code"));
  }
}
