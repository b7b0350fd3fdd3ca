// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdReport;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Levels, module, quoting enclave and relaunch as attestation.md, 3.4, wants them. */
class TcbAppraisalTest {
  private static final String ZEROS = "0".repeat(96);
  private static final Bytes REGISTER = Bytes.of(new byte[48]);

  /** Levels of TCB info, worst first to show that their order does not count. */
  private static TcbInfo info(String newest, String moduleNewest) {
    return parse(
        "["
            + level(1, 5, 4, 0, 2, "OutOfDate", "INTEL-SA-1")
            + ","
            + level(3, 5, 4, 0, 3, newest, "INTEL-SA-3")
            + ","
            + level(2, 5, 4, 0, 3, "SWHardeningNeeded", "INTEL-SA-2")
            + "]",
        "[{\"id\":\"tdx_01\",\"mrsigner\":\""
            + ZEROS
            + "\",\"attributes\":\"0000000000000000\",\"attributesMask\":\"FFFFFFFFFFFFFFFF\","
            + "\"tcbLevels\":["
            + svnLevel(2, "Revoked", "INTEL-SA-R")
            + ","
            + svnLevel(6, moduleNewest, "INTEL-SA-M6")
            + ","
            + svnLevel(4, "OutOfDate", "INTEL-SA-M4")
            + "]}]");
  }

  private static String level(
      int sgx0, int pce, int tdx0, int tdx1, int tdx2, String status, String advisory) {
    return "{\"tcb\":{\"sgxtcbcomponents\":["
        + svns(sgx0, 0, 0)
        + "],\"pcesvn\":"
        + pce
        + ",\"tdxtcbcomponents\":["
        + svns(tdx0, tdx1, tdx2)
        + "]},\"tcbDate\":\"2025-01-01T00:00:00Z\",\"tcbStatus\":\""
        + status
        + "\",\"advisoryIDs\":[\""
        + advisory
        + "\"]}";
  }

  private static String svns(int first, int second, int third) {
    var components = new ArrayList<String>();
    for (var i = 0; i < 16; i++) {
      var svn =
          switch (i) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            default -> 0;
          };
      components.add("{\"svn\":" + svn + "}");
    }
    return String.join(",", components);
  }

  private static String svnLevel(int svn, String status, String advisory) {
    return "{\"tcb\":{\"isvsvn\":"
        + svn
        + "},\"tcbDate\":\"2025-01-01T00:00:00Z\",\"tcbStatus\":\""
        + status
        + "\",\"advisoryIDs\":[\""
        + advisory
        + "\"]}";
  }

  private static TcbInfo parse(String levels, String modules) {
    var text =
        "{\"id\":\"TDX\",\"version\":3,\"issueDate\":\"2025-01-01T00:00:00Z\",\"nextUpdate\":"
            + "\"2025-02-01T00:00:00Z\",\"fmspc\":\"AABBCCDDEE01\",\"pceId\":\"0000\",\"tcbType\":0,"
            + "\"tcbEvaluationDataNumber\":18,\"tdxModule\":{\"mrsigner\":\""
            + ZEROS
            + "\",\"attributes\":\"0000000000000000\",\"attributesMask\":\"FFFFFFFFFFFFFFFF\"},"
            + "\"tdxModuleIdentities\":"
            + modules
            + ",\"tcbLevels\":"
            + levels
            + "}";
    try {
      return TcbInfo.parse(Bytes.utf8(text));
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  private static PlatformIdentity platform(int sgx0, int pceSvn, String fmspc) {
    try {
      return new PlatformIdentity(
          Bytes.of(new byte[16]),
          svn16(sgx0, 0, 0),
          pceSvn,
          Bytes.of(new byte[16]),
          Bytes.of(new byte[2]),
          Bytes.fromHex(fmspc),
          1,
          Optional.empty());
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  private static Svns svn16(int first, int second, int third) {
    var bytes = new byte[16];
    bytes[0] = (byte) first;
    bytes[1] = (byte) second;
    bytes[2] = (byte) third;
    return new Svns(Bytes.of(bytes));
  }

  /** A report of TDX 1.5 launched under {@code svn} and now under {@code svn2}. */
  private static TdReport report(Svns svn, Svns svn2, byte seamAttribute, byte signer) {
    return new TdReport(
        svn.bytes(),
        REGISTER,
        Bytes.of(new byte[47]).plus(Bytes.of(signer)),
        Bytes.of(seamAttribute).plus(Bytes.of(new byte[7])),
        Bytes.of(new byte[8]),
        Bytes.of(new byte[8]),
        REGISTER,
        REGISTER,
        REGISTER,
        REGISTER,
        List.of(REGISTER, REGISTER, REGISTER, REGISTER),
        Bytes.of(new byte[64]),
        Optional.of(new TdReport.Td15(svn2.bytes(), REGISTER)));
  }

  private static TdReport report(Svns svn) {
    return report(svn, svn, (byte) 0, (byte) 0);
  }

  private static Optional<SvnLevel> qe(TcbStatus status) {
    return Optional.of(new SvnLevel(4, 0, status, List.of("INTEL-SA-Q")));
  }

  private record Row(
      String what, TcbInfo info, int sgx, TdReport report, TcbStatus qe, TcbStatus expected) {}

  private static final TcbInfo GOOD = info("UpToDate", "UpToDate");
  private static final TcbInfo CONFIGURE = info("ConfigurationNeeded", "UpToDate");
  private static final TdReport NEW = report(svn16(6, 1, 3));
  private static final TdReport OLD_MODULE = report(svn16(4, 1, 3));
  private static final TdReport PATCHED =
      report(svn16(4, 1, 3), svn16(6, 1, 3), (byte) 0, (byte) 0);

  private static final List<Row> ROWS =
      List.of(
          row("all new", GOOD, 3, NEW, TcbStatus.UP_TO_DATE, TcbStatus.UP_TO_DATE),
          row("higher still", GOOD, 9, NEW, TcbStatus.UP_TO_DATE, TcbStatus.UP_TO_DATE),
          row("level below", GOOD, 2, NEW, TcbStatus.UP_TO_DATE, TcbStatus.SW_HARDENING_NEEDED),
          row("lowest level", GOOD, 1, NEW, TcbStatus.UP_TO_DATE, TcbStatus.OUT_OF_DATE),
          row("old module", GOOD, 3, OLD_MODULE, TcbStatus.UP_TO_DATE, TcbStatus.OUT_OF_DATE),
          row("old QE", GOOD, 3, NEW, TcbStatus.OUT_OF_DATE, TcbStatus.OUT_OF_DATE),
          row("old QE, hardening", GOOD, 2, NEW, TcbStatus.OUT_OF_DATE, TcbStatus.OUT_OF_DATE),
          row(
              "old QE, configuration",
              CONFIGURE,
              3,
              NEW,
              TcbStatus.OUT_OF_DATE,
              TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED),
          row(
              "old module, configuration",
              CONFIGURE,
              3,
              OLD_MODULE,
              TcbStatus.UP_TO_DATE,
              TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED),
          row("relaunch", GOOD, 3, PATCHED, TcbStatus.UP_TO_DATE, TcbStatus.TD_RELAUNCH_ADVISED),
          row(
              "relaunch, configuration",
              CONFIGURE,
              3,
              PATCHED,
              TcbStatus.UP_TO_DATE,
              TcbStatus.TD_RELAUNCH_ADVISED_CONFIGURATION_NEEDED),
          row(
              "no relaunch on an old QE",
              GOOD,
              3,
              PATCHED,
              TcbStatus.OUT_OF_DATE,
              TcbStatus.OUT_OF_DATE),
          row(
              "no relaunch on an old platform",
              GOOD,
              1,
              PATCHED,
              TcbStatus.UP_TO_DATE,
              TcbStatus.OUT_OF_DATE),
          row("revoked QE", GOOD, 3, NEW, TcbStatus.REVOKED, TcbStatus.REVOKED),
          row(
              "revoked module",
              GOOD,
              3,
              report(svn16(2, 1, 3)),
              TcbStatus.UP_TO_DATE,
              TcbStatus.REVOKED),
          row(
              "module version 0 counts in the levels",
              GOOD,
              3,
              report(svn16(4, 0, 3)),
              TcbStatus.UP_TO_DATE,
              TcbStatus.UP_TO_DATE));

  private static Row row(
      String what, TcbInfo info, int sgx, TdReport report, TcbStatus qe, TcbStatus expected) {
    return new Row(what, info, sgx, report, qe, expected);
  }

  @TestFactory
  List<DynamicTest> statuses_merge_as_intel_merges_them() {
    return ROWS.stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.what,
                    () -> {
                      var step = new Step("hardware.7");
                      var appraisal =
                          TcbAppraisal.of(
                              row.report,
                              platform(row.sgx, 5, "aabbccddee01"),
                              row.info,
                              qe(row.qe),
                              step);
                      assertEquals(row.expected, appraisal.orElseThrow().status());
                      assertEquals(row.expected != TcbStatus.REVOKED, step.clean());
                    }))
        .toList();
  }

  @Test
  void advisories_of_all_three_are_named_once_in_order() {
    var appraisal =
        TcbAppraisal.of(
            OLD_MODULE,
            platform(3, 5, "aabbccddee01"),
            GOOD,
            qe(TcbStatus.UP_TO_DATE),
            new Step("hardware.7"));
    assertEquals(
        new TreeSet<>(List.of("INTEL-SA-3", "INTEL-SA-M4", "INTEL-SA-Q")),
        appraisal.orElseThrow().advisories());
  }

  @Test
  void what_fits_nothing_is_refused_with_its_code() {
    refused(Reason.FMSPC_MISMATCH, NEW, platform(3, 5, "aabbccddee02"));
    refused(Reason.TCB_NOT_SUPPORTED, NEW, platform(0, 5, "aabbccddee01"));
    refused(Reason.TCB_NOT_SUPPORTED, NEW, platform(3, 4, "aabbccddee01"));
    refused(Reason.TCB_NOT_SUPPORTED, report(svn16(6, 1, 1)), platform(3, 5, "aabbccddee01"));
    // Without a module version the first TDX components count, and 3 is below every level.
    refused(Reason.TCB_NOT_SUPPORTED, report(svn16(3, 0, 3)), platform(3, 5, "aabbccddee01"));
    refused(Reason.TDX_MODULE_UNKNOWN, report(svn16(6, 2, 3)), platform(3, 5, "aabbccddee01"));
    refused(
        Reason.TDX_MODULE_SVN_UNSUPPORTED, report(svn16(1, 1, 3)), platform(3, 5, "aabbccddee01"));
    var signer = report(svn16(6, 1, 3), svn16(6, 1, 3), (byte) 0, (byte) 1);
    refused(Reason.TDX_MODULE_MRSIGNER, signer, platform(3, 5, "aabbccddee01"));
    var attributes = report(svn16(6, 1, 3), svn16(6, 1, 3), (byte) 1, (byte) 0);
    refused(Reason.TDX_MODULE_ATTRIBUTES, attributes, platform(3, 5, "aabbccddee01"));
    var strange = report(svn16(4, 1, 3), svn16(6, 7, 3), (byte) 0, (byte) 0);
    refused(Reason.TDX_MODULE_MISMATCH, strange, platform(3, 5, "aabbccddee01"));
  }

  private static void refused(Reason reason, TdReport report, PlatformIdentity platform) {
    var step = new Step("hardware.7");
    TcbAppraisal.of(report, platform, GOOD, qe(TcbStatus.UP_TO_DATE), step);
    var found =
        step.findings().stream()
            .filter(Finding.Failure.class::isInstance)
            .map(finding -> ((Finding.Failure) finding).reason())
            .toList();
    assertTrue(found.contains(reason), reason + " expected, found " + found);
  }
}
