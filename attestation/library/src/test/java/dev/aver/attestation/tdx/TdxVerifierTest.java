// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import static dev.aver.attestation.tdx.TdxSamples.ANY;
import static dev.aver.attestation.tdx.TdxSamples.reasons;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchor;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.tdx.TdxSamples.Sample;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.KnownCollateral;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TdxVerifierTest {
  private static final int V4_SIGNED = 632;
  private static final int V5_SIGNED = 702;

  @Test
  void genuine_quotes_pass_every_step_and_end_in_intels_root() {
    for (var sample : List.of(TdxSamples.version4(), TdxSamples.version5())) {
      var result = sample.verify();
      assertEquals(8, result.findings().size());
      assertTrue(result.findings().stream().allMatch(Finding.Passed.class::isInstance));
      assertEquals(Optional.of(TrustAnchor.Kind.VENDOR), result.anchor().map(TrustAnchor::kind));
      assertEquals(64, result.reportData().size());
      assertEquals(Json.of("UpToDate"), result.claims().get("tcb_status"));
    }
  }

  @Test
  void every_bit_of_the_signed_part_counts() {
    bitsCount(TdxSamples.version4(), V4_SIGNED);
    bitsCount(TdxSamples.version5(), V5_SIGNED);
  }

  private static void bitsCount(Sample sample, int signed) {
    var bytes = sample.quote().toArray();
    for (var bit = 0; bit < signed * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      var result = sample.verify(Bytes.of(bytes));
      assertFalse(reasons(result).isEmpty(), "bit " + bit + " may be flipped");
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void every_byte_behind_the_signed_part_counts_but_the_padding_may_grow() {
    var sample = TdxSamples.version4();
    var bytes = sample.quote().toArray();
    // The PEM text at the end has white space that may change without changing a certificate.
    for (var at = V4_SIGNED; at < 1258; at++) {
      bytes[at] ^= 0x10;
      assertFalse(reasons(sample.verify(Bytes.of(bytes))).isEmpty(), "byte " + at);
      bytes[at] ^= 0x10;
    }
    assertEquals(List.of(), reasons(sample.verify(sample.quote().plus(Bytes.of(new byte[99])))));
  }

  @Test
  void every_prefix_of_a_quote_is_refused_in_the_first_step() {
    var sample = TdxSamples.version5();
    for (var size = 0; size < sample.quote().size(); size++) {
      var result = sample.verify(sample.quote().slice(0, size));
      assertTrue(result.findings().getFirst() instanceof Finding.Failure, "prefix of " + size);
      assertEquals(Bytes.EMPTY, result.reportData());
    }
  }

  @Test
  void a_root_that_nobody_named_is_untrusted_and_what_rests_on_it_is_not_judged() {
    var sample = TdxSamples.version4();
    var result =
        TdxVerifier.verify(
            sample.quote(),
            sample.collateral(),
            sample.at(),
            TrustAnchors.none(),
            ANY,
            KnownCollateral.empty());
    assertEquals(Optional.empty(), result.anchor());
    assertEquals(
        List.of(
            Reason.PCK_CHAIN_UNTRUSTED_ROOT,
            Reason.TCB_INFO_CHAIN_UNTRUSTED_ROOT,
            Reason.QE_IDENTITY_CHAIN_UNTRUSTED_ROOT),
        reasons(result));
  }

  @Test
  void a_remembered_signature_does_not_outlive_its_root_or_its_dates() {
    var sample = TdxSamples.version4();
    var known = KnownCollateral.empty();
    verify(sample, sample.at(), TrustAnchors.vendor(), known);
    assertEquals(
        Reason.PCK_CHAIN_UNTRUSTED_ROOT,
        reasons(verify(sample, sample.at(), TrustAnchors.none(), known)).getFirst());
    var later = sample.at() + 40L * 24 * 3600 * 1000;
    assertEquals(
        List.of(Reason.PCK_CRL_EXPIRED, Reason.TCB_INFO_EXPIRED, Reason.QE_IDENTITY_EXPIRED),
        reasons(verify(sample, later, TrustAnchors.vendor(), known)));
    assertEquals(List.of(), reasons(verify(sample, sample.at(), TrustAnchors.vendor(), known)));
  }

  private static HardwareResult verify(
      Sample sample, long at, TrustAnchors anchors, KnownCollateral known) {
    return TdxVerifier.verify(sample.quote(), sample.collateral(), at, anchors, ANY, known);
  }

  @Test
  void all_failures_are_named_in_the_order_of_the_steps() {
    var sample = TdxSamples.version4();
    var policy =
        TdxPolicy.uncheckedUnlessNamed("not in this test")
            .mrTd(new Exactly<>(Bytes.of(new byte[48])))
            .rtmr(2, new AnyOf<>(List.of()))
            .status(new AnyOf<>(List.of(TcbStatus.SW_HARDENING_NEEDED)))
            .platformInstanceId(new AnyOf<>(List.of()))
            .build();
    var result =
        TdxVerifier.verify(
            sample.quote(),
            withoutCrls(sample.collateral()),
            sample.at(),
            TrustAnchors.vendor(),
            policy);
    assertEquals(
        List.of(
            Reason.ROOT_CRL_PARSE,
            Reason.PCK_CRL_PARSE,
            Reason.MRTD_MISMATCH,
            Reason.RTMR_MISMATCH,
            Reason.PLATFORM_INSTANCE_ID_MISMATCH,
            Reason.TCB_STATUS_NOT_ACCEPTED),
        reasons(result));
  }

  private static TdxCollateral withoutCrls(TdxCollateral c) {
    return new TdxCollateral(
        c.pckCrlIssuerChain(),
        "",
        "",
        c.tcbInfoIssuerChain(),
        c.tcbInfo(),
        c.tcbInfoSignature(),
        c.qeIdentityIssuerChain(),
        c.qeIdentity(),
        c.qeIdentitySignature());
  }
}
