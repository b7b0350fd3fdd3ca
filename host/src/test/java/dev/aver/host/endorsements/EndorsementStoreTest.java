// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.host.endorsements.Unavailable.Why;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Endorsements as they are fetched, each together with the report that it vouches for. */
class EndorsementStoreTest extends VendorFixture {
  @Test
  void anSnpReportIsVouchedForByWhatWasFetchedForIt() throws Exception {
    var before = vendors.asked().size();
    var store = store();
    var fetched = snp(store);
    var pem = Bytes.of(Files.readAllBytes(vendors.anchor));
    var result =
        SnpVerifier.verify(
            report(),
            fetched,
            time.millis(),
            TrustAnchors.none().withSoftware(List.of(pem)),
            SnpPolicy.authentic("a test"));
    assertTrue(
        result.findings().stream().allMatch(Finding.Passed.class::isInstance),
        result.findings().toString());
    assertEquals(List.of(10_000L, 10_000L), time.pauses(), "AMD's pace");
    assertEquals(fetched, snp(store));
    assertEquals(3, vendors.asked().size() - before, "chain, list and VCEK, once each");
  }

  @ParameterizedTest
  @EnumSource(PckIssuer.class)
  void aTdxQuoteIsVouchedForByWhatWasFetchedForIt(PckIssuer issuer) throws Exception {
    var quote = Vendors.tdx(issuer).report(Vendors.REPORT_DATA);
    var before = vendors.asked().size();
    var store = store();
    var fetched = store.tdx(quote); // which verifies them with this quote
    assertEquals(fetched, store.tdx(quote));
    var asked = vendors.asked();
    assertEquals(4, asked.size() - before);
    assertTrue(
        asked.subList(before, asked.size()).stream()
            .anyMatch(path -> path.contains("ca=" + issuer.text())),
        asked.toString());
    assertEquals(List.of(), time.pauses());
  }

  @Test
  void howeverManyAskThereIsOneFetch() throws Exception {
    var before = vendors.asked().size();
    var store = store();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<SnpEndorsements>>();
      for (var i = 0; i < 50; i++) {
        answers.add(threads.submit(() -> snp(store)));
      }
      var first = answers.getFirst().get();
      for (var answer : answers) {
        assertEquals(first, answer.get());
      }
    }
    assertEquals(3, vendors.asked().size() - before);
  }

  @Test
  void aProvidersKeyComesFromItsHostAlone() throws Exception {
    var machine = Vendors.snp(SigningKey.VLEK);
    var report = machine.report(Vendors.REPORT_DATA);
    var store = store();
    assertEquals(Why.PROVIDER_ONLY, refused(() -> store.snp(report, Optional.empty())));
    var given = machine.documents().vek();
    assertEquals(given, store.snp(report, Optional.of(given)).vek());
    var forged = vendors.snp.documents().vek();
    assertEquals(Why.NOT_VERIFIED, refused(() -> store.snp(report, Optional.of(forged))));
  }

  @Test
  void whatTheHostGaveIsTakenIfItHolds() throws Exception {
    var own = vendors.snp.documents().vek();
    assertEquals(own, store().snp(report(), Optional.of(own)).vek());
    var garbage = Bytes.utf8("x");
    var fetched = store().snp(report(), Optional.of(garbage)).vek();
    assertFalse(fetched.equals(garbage));
  }

  @Test
  void aReportThatNamesNoProductIsFoundAmongThoseThatMadeSuchReports() throws Exception {
    var report = Vendors.snp(SigningKey.VCEK, 2).report(Vendors.REPORT_DATA);
    var store = store();
    var fetched = store.snp(report, Optional.empty());
    assertEquals(snp(store).ask(), fetched.ask(), "Genoa's");
    var before = vendors.asked().size();
    assertEquals(fetched, store.snp(report, Optional.empty()));
    assertEquals(before, vendors.asked().size(), "nobody is asked again");
  }

  @Test
  void anAlteredReportIsVouchedForByNothing() {
    var altered = report().toArray();
    altered[0x90] ^= 1;
    var store = store();
    assertEquals(Why.NOT_VERIFIED, refused(() -> store.snp(Bytes.of(altered), Optional.empty())));
  }

  @Test
  void nothingIsServedUnderARootThatNobodyNamed() throws Exception {
    var other = shared.resolve("other.pem");
    Files.writeString(other, Vendors.tdx(PckIssuer.PLATFORM).anchorPem());
    var store = store("software-anchor", other.toString());
    assertEquals(Why.NOT_VERIFIED, refused(() -> snp(store)));
    assertEquals(List.of(), kept());
  }
}
