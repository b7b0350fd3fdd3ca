// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.tdx.TdxVerifier;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.KnownCollateral;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A machine, its authorities, and the verifier of genuine quotes. */
final class TdxBench {
  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  static final long NOW = START.toEpochMilli();
  static final Bytes REPORT_DATA = Bytes.utf8("0123456789abcdef".repeat(4));
  static final Bytes MEASUREMENT = Bytes.utf8("a measurement of forty-eight bytes, no more, ok?");
  private static final long DAY = Duration.ofDays(1).toMillis();
  static final Validity OVER = new Validity(NOW - 2 * DAY, NOW - DAY);
  static final Validity EARLY = new Validity(NOW + DAY, NOW + 2 * DAY);
  static final Validity GOOD = new Validity(NOW - DAY, NOW + DAY);

  final IntelFolder folder;
  final TdxMachine machine;
  final TdxShape shape;

  private TdxBench(IntelFolder folder, TdxMachine machine, TdxShape shape) {
    this.folder = folder;
    this.machine = machine;
    this.shape = shape;
  }

  static TdxBench open(Path directory, TdxShape shape, PckIssuer issuer) throws IOException {
    var clock = Clock.fixed(START, ZoneOffset.UTC);
    var terms = new TdxMachine.Terms(shape, issuer, MEASUREMENT);
    var machine = TdxMachine.open(directory, clock, new SecureRandom(), terms);
    return new TdxBench(new IntelFolder(directory), machine, shape);
  }

  QuoteDraft draft() {
    return machine.draft(REPORT_DATA);
  }

  Statements statements() {
    try {
      return machine.statements(NOW);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A key on the curve, of nobody. */
  Bytes point() {
    return EcKey.generate(Group.P256, new SecureRandom()).coordinates();
  }

  static TdxPolicy.Builder policy() {
    return TdxPolicy.uncheckedUnlessNamed("a test");
  }

  HardwareResult verify(Bytes quote, TdxCollateral collateral, TdxPolicy policy) throws Exception {
    var anchors = TrustAnchors.none().withSoftware(List.of(Bytes.utf8(machine.anchorPem())));
    return TdxVerifier.verify(quote, collateral, NOW, anchors, policy, KnownCollateral.empty());
  }

  static List<Reason> reasons(HardwareResult result) {
    return result.findings().stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .toList();
  }
}
