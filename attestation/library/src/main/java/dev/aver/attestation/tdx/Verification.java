// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.MachineId;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.HardwareResult;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.QuoteAuth;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.appraise.PolicyCheck;
import dev.aver.attestation.tdx.appraise.TcbAppraisal;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.verify.KnownCollateral;
import dev.aver.attestation.tdx.verify.PckChain;
import dev.aver.attestation.tdx.verify.QuoteSignature;
import dev.aver.attestation.tdx.verify.QuotingEnclave;
import dev.aver.attestation.tdx.verify.Revocation;
import dev.aver.attestation.tdx.verify.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One verification, step by step (attestation.md, 6). Each step says what it found; a later one is
 * made as far as it does not rest on what failed before.
 */
final class Verification {
  private static final int STEPS = 8;
  private static final String NO_CHAIN = "rests on the PCK chain (hardware.2)";
  private static final String NO_STATEMENTS = "rests on TCB info and QE identity (hardware.4)";

  private final TdxCollateral collateral;
  private final long at;
  private final TrustAnchors anchors;
  private final TdxPolicy policy;
  private final KnownCollateral known;
  private final TdxQuote quote;
  private final List<Step> steps =
      IntStream.rangeClosed(1, STEPS).mapToObj(number -> new Step(name(number))).toList();

  Verification(
      TdxCollateral collateral,
      long at,
      TrustAnchors anchors,
      TdxPolicy policy,
      KnownCollateral known,
      TdxQuote quote) {
    this.collateral = collateral;
    this.at = at;
    this.anchors = anchors;
    this.policy = policy;
    this.known = known;
    this.quote = quote;
  }

  /** The result for bytes that are no quote: nothing else can be said. */
  static HardwareResult unreadable(List<Rejected> problems) {
    var findings = new ArrayList<Finding>();
    problems.forEach(problem -> findings.add(Finding.Failed.of(name(1), problem)));
    for (var number = 2; number <= STEPS; number++) {
      findings.add(new Finding.Skipped(name(number), "rests on the quote (hardware.1)"));
    }
    return new HardwareResult(
        findings, Bytes.EMPTY, Optional.empty(), Optional.empty(), Json.object().build());
  }

  HardwareResult run() {
    quote.problems().forEach(step(1)::failed);
    var chain = chain();
    var revocation = revocation(chain);
    var statements = statements(chain, revocation);
    var enclave = quotingEnclave(chain, statements);
    QuoteSignature.check(quote, chain.isPresent() && step(5).clean(), known, step(6));
    var tcb = tcb(chain, statements, enclave);
    policy(chain, tcb);
    return new HardwareResult(
        steps.stream().flatMap(step -> step.findings().stream()).toList(),
        quote.report().reportData(),
        chain.map(found -> found.root().anchor()),
        chain
            .flatMap(PckChain::platform)
            .flatMap(PlatformIdentity::platformInstanceId)
            .flatMap(id -> MachineId.of(MachineId.Kind.PLATFORM_INSTANCE_ID, id)),
        new TdxClaims(quote, chain, revocation, statements, tcb).toJson());
  }

  private Optional<PckChain> chain() {
    if (quote.auth().certificationType() != QuoteAuth.PCK_CERTIFICATE_CHAIN) {
      step(2).skipped("rests on the quote (hardware.1)");
      return Optional.empty();
    }
    return PckChain.check(quote.auth().pem(), anchors, known, at, step(2));
  }

  private Revocation revocation(Optional<PckChain> chain) {
    if (chain.isEmpty()) {
      step(3).skipped(NO_CHAIN);
      return Revocation.NONE;
    }
    return Revocation.check(collateral, chain.get(), known, at, step(3));
  }

  private Statements statements(Optional<PckChain> chain, Revocation revocation) {
    var check = new Statements.Check(anchors, policy.evaluationNumber(), known, at, false);
    return check.run(collateral, chain, revocation, step(3), step(4));
  }

  private Optional<SvnLevel> quotingEnclave(Optional<PckChain> chain, Statements statements) {
    var auth = quote.auth();
    if (chain.isPresent()) {
      QuotingEnclave.checkReport(auth, chain.get().pck(), known, step(5));
    } else {
      step(5).skipped(NO_CHAIN);
    }
    QuotingEnclave.checkBinding(auth, step(5));
    if (statements.qeIdentity().isEmpty()) {
      step(5).skipped(NO_STATEMENTS);
      return Optional.empty();
    }
    return QuotingEnclave.checkIdentity(auth.qeReport(), statements.qeIdentity().get(), step(5));
  }

  private Optional<TcbAppraisal> tcb(
      Optional<PckChain> chain, Statements statements, Optional<SvnLevel> enclave) {
    var platform = chain.flatMap(PckChain::platform);
    if (platform.isEmpty()) {
      step(7).skipped(NO_CHAIN);
      return Optional.empty();
    }
    if (statements.tcbInfo().isEmpty()) {
      step(7).skipped(NO_STATEMENTS);
      return Optional.empty();
    }
    if (enclave.isEmpty()) {
      step(7).skipped("rests on the quoting enclave (hardware.5)");
    }
    return TcbAppraisal.of(
        quote.report(), platform.get(), statements.tcbInfo().get(), enclave, step(7));
  }

  private void policy(Optional<PckChain> chain, Optional<TcbAppraisal> tcb) {
    var check = new PolicyCheck(policy, step(8));
    check.guest(quote.report());
    chain.flatMap(PckChain::platform).ifPresentOrElse(check::platform, () -> leftOut(NO_CHAIN));
    tcb.ifPresentOrElse(check::tcb, () -> leftOut("rests on the TCB level (hardware.7)"));
  }

  private void leftOut(String why) {
    step(8).skipped(why);
  }

  private Step step(int number) {
    return steps.get(number - 1);
  }

  private static String name(int number) {
    return "hardware." + number;
  }
}
