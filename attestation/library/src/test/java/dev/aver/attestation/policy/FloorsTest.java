// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.BundleFiles;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.result.Verdict;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.appraise.BitDemand;
import dev.aver.attestation.snp.appraise.PlatformDemands;
import dev.aver.attestation.snp.appraise.TcbFloor;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the bulletins ask for, and a policy that takes it over without losing a demand. */
class FloorsTest {
  @ParameterizedTest
  @CsvSource({"MILAN, 29", "GENOA, 27", "TURIN, 4"})
  void aLineMustReachItsOwnFloorInTheFirmwareAndAtLaunch(Product product, int snp) {
    var firmware = platform().products().get(product);
    assertTrue(firmware.reported().accepts(new Tcb(0, 0, 0, snp, 0)));
    assertFalse(firmware.reported().accepts(new Tcb(255, 255, 255, snp - 1, 255)));
    assertFalse(firmware.launch().accepts(new Tcb(255, 255, 255, snp - 1, 255)));
  }

  @Test
  void theAliasCheckAndIntelsJudgementAreDemanded() {
    assertTrue(platform().info().accepts(0x20L | 0x7L));
    assertFalse(platform().info().accepts(0xdfL));
    var tdx = Floors.published().tdx().orElseThrow();
    assertTrue(tdx.evaluationNumber().accepts(20L));
    assertFalse(tdx.evaluationNumber().accepts(19L));
    assertEquals(new Exactly<>(TcbStatus.UP_TO_DATE), tdx.status());
  }

  @Test
  void everyFloorHasItsSourceInTheDocument() throws Exception {
    var document = Files.readString(Vectors.repository().resolve("docs/floors.md"));
    for (var said :
        List.of(Floors.NEWEST, "≥ 29 (0x1D)", "≥ 27 (0x1B)", "≥ 4 ", "≥ 20 ", "bit 5")) {
      assertTrue(document.contains(said), said);
    }
  }

  private static PlatformDemands platform() {
    return Floors.published().snp().orElseThrow().platform();
  }

  @Test
  void aPolicyThatTakesThemOverKeepsEverythingElse() throws Exception {
    var exact = AppraisalPolicy.accepting(EvidenceBundle.parse(BundleFiles.read("evidence-nonce")));
    assertEquals(exact, Floors.raise(exact, withTcbFloorsOfZero(exact)));
    var raised = Floors.raise(exact, Floors.published());
    assertEquals(exact.keyset(), raised.keyset());
    assertEquals(exact.snp().orElseThrow().identity(), raised.snp().orElseThrow().identity());
    assertEquals(raised, AppraisalPolicy.parse(raised.toJson()));
  }

  @Test
  void evidenceBelowThemIsRefusedAndSaysWhy() throws Exception {
    var evidence = BundleFiles.read("evidence-nonce");
    var exact = AppraisalPolicy.accepting(EvidenceBundle.parse(evidence));
    var raised = Floors.raise(exact, Floors.published());
    var result = Verifier.verify(evidence, BundleFiles.options().with(raised));
    assertEquals(Verdict.REJECTED, result.verdict());
    assertTrue(result.reasons().contains(Reason.TCB_BELOW_MINIMUM), result.reasons().toString());
  }

  @Test
  void aLineThatTheFloorsDoNotNameIsNotAccepted() throws Exception {
    var exact = AppraisalPolicy.accepting(EvidenceBundle.parse(BundleFiles.read("evidence-nonce")));
    var json = JsonReader.document(BundleFiles.text(Floors.published().toJson()), 1 << 20);
    var none = Json.object().build();
    var path = List.of("snp", "platform", "products");
    var floors = AppraisalPolicy.parse(Paths.with(json, path, none));
    var raised = Floors.raise(exact, floors);
    var result =
        Verifier.verify(BundleFiles.read("evidence-nonce"), BundleFiles.options().with(raised));
    assertEquals(List.of(Reason.PRODUCT_NOT_ACCEPTED), result.reasons());
  }

  private static AppraisalPolicy withTcbFloorsOfZero(AppraisalPolicy policy) throws Exception {
    var zero = Json.object();
    List.of("fmc", "bootloader", "tee", "snp", "microcode").forEach(part -> zero.put(part, 0));
    var least = Json.object().put("atLeast", zero.build()).build();
    Json json = policy.toJson();
    for (var line : List.of("Milan", "Genoa", "Turin")) {
      for (var tcb : List.of("reported", "current", "committed", "launch")) {
        json = Paths.with(json, List.of("snp", "platform", "products", line, tcb), least);
      }
    }
    return AppraisalPolicy.parse(json);
  }

  @Test
  void twoDemandsTogetherAcceptWhatBothAccept() {
    var numbers =
        List.<Expectation<Long>>of(
            new Unchecked<>("a test"),
            new Exactly<>(3L),
            new Exactly<>(6L),
            new AnyOf<>(List.of()),
            new AnyOf<>(List.of(2L, 3L, 5L)),
            Expectation.atLeast(3L),
            Expectation.atLeast(5L));
    Meet<Long> ordered = Meet.ordered();
    for (var a : numbers) {
      for (var b : numbers) {
        for (var value = 0L; value < 8; value++) {
          var both = a.accepts(value) && b.accepts(value);
          assertEquals(both, ordered.of(a, b).accepts(value), a + " and " + b + ": " + value);
        }
      }
    }
  }

  @Test
  void floorsOfSeveralComponentsMeetInEachOfThem() throws Exception {
    var milan = policy(new Tcb(0, 4, 0, 20, 219));
    var meet = Floors.raise(milan, policy(new Tcb(0, 3, 1, 29, 0)));
    var reported = meet.snp().orElseThrow().platform().products().get(Product.MILAN).reported();
    assertEquals(TcbFloor.of(new Tcb(0, 4, 1, 29, 219)), reported);
  }

  private static AppraisalPolicy policy(Tcb tcb) throws Exception {
    var floor = Json.object();
    floor.put("fmc", tcb.fmc()).put("bootloader", tcb.bootloader()).put("tee", tcb.tee());
    floor.put("snp", tcb.snp()).put("microcode", tcb.microcode());
    var demand = Json.object().put("atLeast", floor.build()).build();
    var path = List.of("snp", "platform", "products", "Milan", "reported");
    return AppraisalPolicy.parse(Paths.with(Floors.published().toJson(), path, demand));
  }

  @Test
  void bitsDemandedBothWaysAcceptNothing() {
    assertThrows(IllegalArgumentException.class, () -> new BitDemand(1, 1));
    var set = BitDemand.of(1, 0);
    var clear = BitDemand.of(2, 1);
    assertFalse(Floors.BITS.of(set, clear).accepts(1L));
    assertFalse(Floors.BITS.of(set, clear).accepts(2L));
    assertTrue(Floors.BITS.of(set, BitDemand.of(2, 4)).accepts(3L));
    assertFalse(Floors.BITS.of(set, BitDemand.of(2, 4)).accepts(7L));
  }
}
