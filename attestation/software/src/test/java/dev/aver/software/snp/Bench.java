// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.SnpVerifier;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.software.pki.PssKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A machine, its authorities, and the verifier of genuine evidence. */
final class Bench {
  static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
  static final SecureRandom RANDOM = new SecureRandom();
  static final Bytes REPORT_DATA = Bytes.utf8("0123456789abcdef".repeat(4));
  static final SnpGuest GUEST =
      SnpGuest.measured(Bytes.utf8("a measurement of forty-eight bytes, no more, ok?"));
  static final SnpPolicy POLICY = SnpPolicy.authentic("a test");

  /** RSA keys cost seconds: three of them serve all authorities of a run. */
  private static final List<PssKey> KEYS = new ArrayList<>();

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final int DIFFERENT = 3;

  final AmdAuthorities authorities;
  final SnpMachine machine;
  final SnpShape shape;

  private Bench(AmdAuthorities authorities, SnpMachine machine) {
    this.authorities = authorities;
    this.machine = machine;
    this.shape = authorities.shape();
  }

  /** Keys in turn, so that those of one chain differ. */
  static Supplier<PssKey> keys() {
    return () -> {
      synchronized (KEYS) {
        var index = NEXT.getAndIncrement() % DIFFERENT;
        while (KEYS.size() <= index) {
          KEYS.add(PssKey.generate(RANDOM));
        }
        return KEYS.get(index);
      }
    };
  }

  static Bench open(Path directory, SnpShape shape, int version, SigningKey signer)
      throws IOException {
    return open(directory, START, new SnpMachine.Terms(shape, version, signer, GUEST));
  }

  static Bench open(Path directory, Instant at, SnpMachine.Terms terms) throws IOException {
    var authorities = new AmdAuthorities(directory, terms.shape(), keys());
    var clock = Clock.fixed(at, ZoneOffset.UTC);
    return new Bench(authorities, SnpMachine.open(authorities, clock, RANDOM, terms, said -> {}));
  }

  ReportDraft draft() {
    return machine.draft(REPORT_DATA);
  }

  /** One hour around the start. */
  static Validity now() {
    return AmdAuthorities.validity(START.toEpochMilli(), AmdAuthorities.LIST);
  }

  HardwareResult verify(Bytes report, SnpEndorsements endorsements, SnpPolicy policy)
      throws Exception {
    var anchors = TrustAnchors.none().withSoftware(List.of(Bytes.utf8(machine.anchorPem())));
    return SnpVerifier.verify(report, endorsements, START.toEpochMilli(), anchors, policy);
  }

  static List<Reason> reasons(HardwareResult result) {
    return result.findings().stream()
        .filter(Finding.Failure.class::isInstance)
        .map(finding -> ((Finding.Failure) finding).reason())
        .toList();
  }
}
