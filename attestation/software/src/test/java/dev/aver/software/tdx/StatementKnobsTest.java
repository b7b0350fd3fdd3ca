// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One thing wrong with what Intel says of a platform, truly signed, and the code it gets. */
class StatementKnobsTest extends CollateralKnobs {
  private static final Reason FORMAT = Reason.TCB_INFO_FORMAT;
  private static final Reason MISCSELECT = Reason.QE_MISCSELECT;

  private static Row tcbInfo(String what, String from, String to, Reason... expected) {
    return row(what, c -> c.said.tcbInfo(replaced(tcbInfo(TdxBench.GOOD), from, to)), expected);
  }

  private static Row qeIdentity(String what, String from, String to, Reason... expected) {
    return row(
        what, c -> c.said.qeIdentity(replaced(qeIdentity(TdxBench.GOOD), from, to)), expected);
  }

  private static String replaced(String text, String from, String to) {
    var changed = text.replaceFirst(Pattern.quote(from), to);
    if (changed.equals(text)) {
      throw new IllegalStateException("nothing to replace: " + from + " in " + text);
    }
    return changed;
  }

  private static String tcbInfo(Validity validity) {
    return StatementText.of(TdxPlatform.tcbInfo(validity));
  }

  private static String qeIdentity(Validity validity) {
    return StatementText.of(TdxPlatform.qeIdentity(validity));
  }

  @TestFactory
  Stream<DynamicTest> everyKnobOfAStatementGetsItsCode() {
    return tests(statements());
  }

  private static List<Row> statements() {
    return List.of(
        row("ended", c -> c.said.tcbInfo(tcbInfo(TdxBench.OVER)), Reason.TCB_INFO_EXPIRED),
        row(
            "not begun",
            c -> c.said.tcbInfo(tcbInfo(TdxBench.EARLY)),
            Reason.TCB_INFO_NOT_YET_VALID),
        row("ended", c -> c.said.qeIdentity(qeIdentity(TdxBench.OVER)), Reason.QE_IDENTITY_EXPIRED),
        row(
            "not begun",
            c -> c.said.qeIdentity(qeIdentity(TdxBench.EARLY)),
            Reason.QE_IDENTITY_NOT_YET_VALID),
        tcbInfo("for SGX", "\"id\":\"TDX\"", "\"id\":\"SGX\"", Reason.TCB_INFO_TYPE),
        tcbInfo("version 2", "\"version\":3", "\"version\":2", Reason.TCB_INFO_TYPE),
        tcbInfo("a component less", "{\"svn\":4},", "", Reason.TCB_INFO_FORMAT),
        tcbInfo("an unknown status", "\"UpToDate\"", "\"Fine\"", Reason.TCB_INFO_FORMAT),
        tcbInfo(
            "a status that only a verifier finds",
            "\"UpToDate\"",
            "\"TDRelaunchAdvised\"",
            Reason.TCB_INFO_FORMAT),
        tcbInfo("a member twice", "\"version\":3", "\"version\":3,\"version\":3", FORMAT),
        tcbInfo("a level of another kind", "\"tcbType\":0", "\"tcbType\":1", Reason.TCB_INFO_TYPE),
        tcbInfo("nothing of its kind", "\"tcbType\":0", "\"tcbType\":\"0\"", FORMAT),
        tcbInfo("a member that Intel may add", "\"version\":3", "\"version\":3,\"x\":[null,1.5]"),
        tcbInfo("white space", "\"version\":3", "\n \"version\" :\t3"),
        tcbInfo("escaped", "\"id\":\"TDX\"", "\"i\\\\u0064\":\"TD\\\\u0058\""),
        tcbInfo("another case", "TDX_01", "tdx_01"),
        tcbInfo("no module of this version", "TDX_01", "TDX_02", Reason.TDX_MODULE_UNKNOWN),
        tcbInfo("no identities of modules", "tdxModuleIdentities", "x", Reason.TDX_MODULE_UNKNOWN),
        tcbInfo(
            "no level of the platform",
            "\"tcbLevels\":[{\"tcb\":{\"sgx",
            "\"tcbLevels\":[],\"x\":[{\"tcb\":{\"sgx",
            FORMAT,
            Reason.TCB_NOT_SUPPORTED),
        tcbInfo(
            "no level of the module",
            "\"tcbLevels\":[{\"tcb\":{\"isvsvn\":6}",
            "\"tcbLevels\":[],\"x\":[{\"tcb\":{\"isvsvn\":6}",
            FORMAT,
            Reason.TDX_MODULE_SVN_UNSUPPORTED),
        qeIdentity(
            "no level",
            "\"tcbLevels\":[",
            "\"tcbLevels\":[],\"x\":[",
            Reason.QE_IDENTITY_FORMAT,
            Reason.QE_ISVSVN_UNSUPPORTED),
        tcbInfo("another model", "50F7AE000001", "50F7AE000002", Reason.FMSPC_MISMATCH),
        qeIdentity("a MISCSELECT as in memory", "\"00000000\"", "\"01000000\"", MISCSELECT),
        row(
            "a MISCSELECT as in memory",
            c -> {
              c.quote.qe().miscSelect(Bytes.of(new byte[] {1, 0, 0, 0}));
              c.said.qeIdentity(
                  replaced(qeIdentity(TdxBench.GOOD), "\"00000000\"", "\"01000000\""));
            }),
        qeIdentity("of another enclave", "TD_QE", "QE", Reason.QE_IDENTITY_TYPE),
        qeIdentity("no product", "\"isvprodid\":2,", "", Reason.QE_IDENTITY_FORMAT),
        qeIdentity("revoked enclave", "UpToDate", "Revoked", Reason.TCB_REVOKED),
        row(
            "signer ended",
            c -> c.said.signer(authorities.signerCertificate(TdxBench.OVER)),
            Reason.TCB_INFO_SIGNER_EXPIRED,
            Reason.QE_IDENTITY_SIGNER_EXPIRED),
        row(
            "signer not begun",
            c -> c.said.signer(authorities.signerCertificate(TdxBench.EARLY)),
            Reason.TCB_INFO_SIGNER_NOT_YET_VALID,
            Reason.QE_IDENTITY_SIGNER_NOT_YET_VALID),
        row(
            "another signer",
            c -> c.said.signer(authorities.signerCertificate("Nobody", TdxBench.GOOD)),
            Reason.TCB_INFO_SIGNER,
            Reason.QE_IDENTITY_SIGNER),
        row(
            "a signer of the CA below the root",
            c -> c.said.signer(authorities.pck(terms(), c.pckKey)),
            Reason.TCB_INFO_CHAIN_SIGNATURE,
            Reason.TCB_INFO_SIGNER,
            Reason.QE_IDENTITY_CHAIN_SIGNATURE,
            Reason.QE_IDENTITY_SIGNER),
        row(
            "an old set of knowledge",
            c -> c.policy.evaluationNumber(Expectation.atLeast(19L)),
            Reason.TCB_EVALUATION_NUMBER_TOO_LOW,
            Reason.TCB_EVALUATION_NUMBER_TOO_LOW));
  }

  @TestFactory
  Stream<DynamicTest> everyStatusGetsItsCode() {
    return tests(statuses());
  }

  /** Every status of a platform is what the verdict says, and what a policy can refuse. */
  private static List<Row> statuses() {
    var rows = new ArrayList<Row>();
    for (var status : TcbStatus.values()) {
      if (status == TcbStatus.UP_TO_DATE || status.name().startsWith("TD_RELAUNCH")) {
        continue; // that is how it is; and relaunch follows from the module, no level has it
      }
      var refused =
          status == TcbStatus.REVOKED ? Reason.TCB_REVOKED : Reason.TCB_STATUS_NOT_ACCEPTED;
      rows.add(
          row(
              status.wireName(),
              c -> {
                var text = tcbInfo(TdxBench.GOOD);
                var at = text.indexOf("\"tcbLevels\":[{\"tcb\":{\"sgx");
                var levels = replaced(text.substring(at), "UpToDate", status.wireName());
                c.said.tcbInfo(text.substring(0, at) + levels);
                c.policy.status(new Exactly<>(TcbStatus.UP_TO_DATE));
              },
              refused));
    }
    return rows;
  }

  /** The module was replaced under a running guest: starting the guest again would do. */
  @Test
  void aGuestFromBeforeTheLastUpdateIsAdvisedToRelaunch() throws Exception {
    var draft = bench.draft();
    draft.td().teeTcbSvn(TdxPlatform.svns(4, 1, 5).bytes());
    var quote = bench.machine.sign(draft);
    var result = bench.verify(quote, bench.machine.documents(), TdxBench.policy().build());
    assertEquals(List.of(), TdxBench.reasons(result));
    assertEquals(Json.of("TDRelaunchAdvised"), result.claims().get("tcb_status"));
    draft.td().teeTcbSvn2(TdxPlatform.svns(9, 9, 0).bytes());
    var unknown =
        bench.verify(
            bench.machine.sign(draft), bench.machine.documents(), TdxBench.policy().build());
    assertEquals(List.of(Reason.TDX_MODULE_MISMATCH), TdxBench.reasons(unknown));
    draft.td().teeTcbSvn2(TdxPlatform.svns(4, 1, 5).bytes());
    var old =
        bench.verify(
            bench.machine.sign(draft), bench.machine.documents(), TdxBench.policy().build());
    assertEquals(Json.of("OutOfDate"), old.claims().get("tcb_status"));
    assertEquals(
        Json.array(List.of(Json.of("INTEL-SA-01036"), Json.of("INTEL-SA-01099"))),
        old.claims().get("advisory_ids"));
  }
}
