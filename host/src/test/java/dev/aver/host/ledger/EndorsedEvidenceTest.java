// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.host.endorsements.Vendors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An enclave whose hardware comes without certificates: its proofs carry them all the same. */
class EndorsedEvidenceTest {
  @TempDir private Path folder;

  @Test
  void theRelayAddsWhatTheHardwareDidNotBring() throws Exception {
    try (var vendors = Vendors.start(folder);
        var enclave = new FeedingEnclave(TestEnclave.of(1))) {
      enclave.over(vendors.snp::report);
      var settings = vendors.settings(folder.resolve("cache"), "amd-pause", "1ms");
      try (var relay = new FollowingRelay(folder.resolve("ledger"), enclave.url(), settings)) {
        enclave.add(TestEnclave.entries(0, 3));
        enclave.awaitDurable(3);
        var checkpoint = enclave.sign();
        relay.await(status -> status.logged() == 3);
        enclave.attest(3, TestEnclave.root(3), checkpoint.issuedAt());
        relay.await(status -> status.attested() == 3);
        var proof = relay.proof(TestEnclave.entry(1)).orElseThrow();
        assertTrue(proof.attested());
        verified(Members.of(proof.json().get("evidence"), "evidence"), vendors);
      }
    }
  }

  private static void verified(Members evidence, Vendors vendors) throws Exception {
    var given = evidence.object("endorsements");
    var endorsements =
        new SnpEndorsements(
            given.base64Url("vek"),
            given.base64Url("ask"),
            given.base64Url("ark"),
            Optional.of(given.base64Url("crl")));
    var root = Bytes.utf8(vendors.snp.anchorPem());
    var result =
        SnpVerifier.verify(
            evidence.base64Url("report"),
            endorsements,
            System.currentTimeMillis(),
            TrustAnchors.none().withSoftware(List.of(root)),
            SnpPolicy.authentic("a test"));
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(Json.of("Genoa"), result.claims().get("product"));
  }
}
