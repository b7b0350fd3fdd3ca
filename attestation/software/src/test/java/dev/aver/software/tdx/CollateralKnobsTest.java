// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One thing wrong with what is said of a platform, truly signed, and the code it gets. */
class CollateralKnobsTest {
  private static final Reason FORMAT = Reason.TCB_INFO_FORMAT;
  private static final Reason MISCSELECT = Reason.QE_MISCSELECT;

  @TempDir private static Path directory;
  private static TdxBench bench;
  private static IntelAuthorities authorities;

  /** What is verified, changed in one place. */
  private static final class Case {
    final QuoteDraft quote = bench.draft();
    final Statements said = bench.statements();
    EcKey pckKey;
    TdxPolicy.Builder policy = TdxBench.policy();

    Case() throws IOException {
      pckKey = bench.folder.keys().pck();
    }

    void pck(PckTerms terms, Bytes ca, Bytes root) {
      chain(authorities.pck(terms, pckKey), ca, root);
    }

    void chain(Bytes first, Bytes second, Bytes third) {
      quote.chain(Bytes.utf8(IntelAuthorities.pem(first, second, third)));
    }
  }

  private interface Change {
    void to(Case changed) throws Exception;
  }

  private record Row(String what, Change change, List<Reason> expected) {}

  @BeforeAll
  static void open() throws IOException {
    bench = TdxBench.open(directory, TdxShape.V5_TD_15, PckIssuer.PLATFORM);
    authorities = bench.folder.authorities();
  }

  private static Row row(String what, Change change, Reason... expected) {
    return new Row(what, change, List.of(expected));
  }

  private static PckTerms terms() {
    var platform = TdxPlatform.identity(TdxPlatform.zero(16), Optional.of(TdxPlatform.zero(16)));
    return new PckTerms(PckIssuer.PLATFORM, BigInteger.TEN, TdxBench.GOOD, platform);
  }

  private static Row pck(String what, PckTerms terms, Reason... expected) {
    return row(
        what,
        c -> c.pck(terms, bench.folder.issuer(PckIssuer.PLATFORM), bench.folder.root()),
        expected);
  }

  private static PlatformIdentity platform(Svns sgx, int pceSvn, Bytes pceId, Bytes fmspc) {
    var own = terms().platform();
    return new PlatformIdentity(
        own.ppid(), sgx, pceSvn, own.cpuSvn(), pceId, fmspc, 0, own.platformInstanceId());
  }

  private static PlatformIdentity platform(Svns sgx, int pceSvn) {
    return platform(sgx, pceSvn, TdxPlatform.PCEID, TdxPlatform.FMSPC);
  }

  private static List<Row> chain() {
    var other = TdxPlatform.svns(4, 4, 2, 2, 4, 1, 0, 4);
    return List.of(
        row("as it is", c -> {}),
        row(
            "a model that is not accepted",
            c -> c.policy.fmspc(new Exactly<>(TdxPlatform.zero(6))),
            Reason.FMSPC_NOT_ACCEPTED),
        row(
            "a machine that is not accepted",
            c -> c.policy.ppid(new Exactly<>(TdxPlatform.zero(16))),
            Reason.PPID_MISMATCH),
        row(
            "an instance that is not accepted",
            c -> c.policy.platformInstanceId(new Exactly<>(TdxPlatform.zero(16))),
            Reason.PLATFORM_INSTANCE_ID_MISMATCH),
        row(
            "an advisory that is not accepted",
            c -> {
              c.quote.qe().isvSvn(2);
              c.policy.advisories(new Exactly<>("INTEL-SA-00001"));
            },
            Reason.ADVISORY_NOT_ACCEPTED),
        pck("issued again", terms()),
        pck("ended", terms().with(TdxBench.OVER), Reason.PCK_CERT_EXPIRED),
        pck("not begun", terms().with(TdxBench.EARLY), Reason.PCK_CERT_NOT_YET_VALID),
        pck("by the other CA", terms().from(PckIssuer.PROCESSOR), Reason.PCK_CHAIN_SIGNATURE),
        pck(
            "another model",
            terms().with(platform(TdxPlatform.SGX, 13, TdxPlatform.PCEID, TdxPlatform.zero(6))),
            Reason.FMSPC_MISMATCH),
        pck(
            "another PCE",
            terms().with(platform(TdxPlatform.SGX, 13, Bytes.utf8("pc"), TdxPlatform.FMSPC)),
            Reason.PCEID_MISMATCH),
        pck("a component lower", terms().with(platform(other, 13)), Reason.TCB_NOT_SUPPORTED),
        pck("PCE lower", terms().with(platform(TdxPlatform.SGX, 4)), Reason.TCB_NOT_SUPPORTED),
        row(
            "the CA ended",
            c -> c.pck(terms(), ca(TdxBench.OVER), bench.folder.root()),
            Reason.PCK_CA_EXPIRED),
        row(
            "the CA not begun",
            c -> c.pck(terms(), ca(TdxBench.EARLY), bench.folder.root()),
            Reason.PCK_CA_NOT_YET_VALID),
        row(
            "the root ended",
            c ->
                c.pck(
                    terms(),
                    bench.folder.issuer(PckIssuer.PLATFORM),
                    authorities.rootCertificate(TdxBench.OVER)),
            Reason.ROOT_CA_EXPIRED),
        row(
            "no authority",
            c ->
                c.pck(
                    terms(),
                    authorities.issuerCertificate(PckIssuer.PLATFORM, TdxBench.GOOD, false),
                    bench.folder.root()),
            Reason.PCK_CHAIN_NOT_CA),
        row(
            "the key of another platform",
            c -> {
              c.pckKey = EcKey.generate(Group.P256, new SecureRandom());
              c.pck(terms(), bench.folder.issuer(PckIssuer.PLATFORM), bench.folder.root());
            },
            Reason.QE_REPORT_SIGNATURE),
        row(
            "no chain",
            c -> c.quote.chain(Bytes.utf8("x")),
            Reason.PCK_CHAIN_FORMAT,
            Reason.PCK_CERT_PARSE),
        row(
            "no certificates",
            c -> c.chain(Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY),
            Reason.PCK_CERT_PARSE,
            Reason.PCK_CHAIN_FORMAT,
            Reason.PCK_CHAIN_FORMAT,
            Reason.PCK_CERT_PARSE,
            Reason.PCK_CHAIN_FORMAT,
            Reason.PCK_CERT_PARSE,
            Reason.PCK_CHAIN_UNTRUSTED_ROOT),
        row(
            "the root first",
            c ->
                c.chain(
                    bench.folder.root(),
                    bench.folder.issuer(PckIssuer.PLATFORM),
                    bench.folder.pck(PckIssuer.PLATFORM)),
            Reason.PCK_CHAIN_UNTRUSTED_ROOT,
            Reason.PCK_CHAIN_SIGNATURE,
            Reason.PCK_CHAIN_SIGNATURE,
            Reason.PCK_CHAIN_NOT_CA,
            Reason.PCK_CHAIN_FORMAT,
            Reason.PCK_EXTENSION));
  }

  private static Bytes ca(Validity validity) {
    return authorities.issuerCertificate(PckIssuer.PLATFORM, validity);
  }

  private static List<Row> lists() {
    var ca = authorities.issuerSerial(PckIssuer.PLATFORM);
    return List.of(
        row("root's ended", c -> c.said.rootCrl(TdxBench.OVER), Reason.ROOT_CRL_EXPIRED),
        row("not begun", c -> c.said.rootCrl(TdxBench.EARLY), Reason.ROOT_CRL_NOT_YET_VALID),
        row("CA's ended", c -> c.said.pckCrl(TdxBench.OVER), Reason.PCK_CRL_EXPIRED),
        row("not begun", c -> c.said.pckCrl(TdxBench.EARLY), Reason.PCK_CRL_NOT_YET_VALID),
        row("the CA", c -> c.said.revokedByRoot(ca), Reason.PCK_CA_REVOKED),
        row(
            "the platform",
            c -> {
              c.pck(terms(), bench.folder.issuer(PckIssuer.PLATFORM), bench.folder.root());
              c.said.revokedByIssuer(terms().serial());
            },
            Reason.PCK_REVOKED),
        row(
            "the signer",
            c -> c.said.revokedByRoot(authorities.signerSerial()),
            Reason.TCB_INFO_SIGNER_REVOKED,
            Reason.QE_IDENTITY_SIGNER_REVOKED,
            Reason.TCB_INFO_CHAIN_REVOKED,
            Reason.QE_IDENTITY_CHAIN_REVOKED));
  }

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

  @TestFactory
  Stream<DynamicTest> everyKnobGetsItsCode() {
    return Stream.of(chain(), lists(), statements(), statuses())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var changed = new Case();
    row.change.to(changed);
    var quote = bench.machine.sign(changed.quote);
    var result = bench.verify(quote, changed.said.signed(), changed.policy.build());
    assertEquals(row.expected, TdxBench.reasons(result), result.findings().toString());
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
