// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.snp.abi.AbiVersion;
import dev.aver.attestation.snp.abi.Cpuid;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.appraise.BitDemand;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.snp.appraise.TcbFloor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One field of a report set otherwise, signed by the chip all the same, and the code it gets. */
class SnpKnobsTest {
  @TempDir private static Path directory;
  private static Bench genoa;

  private record Row(
      String what, UnaryOperator<ReportDraft> knob, SnpPolicy policy, List<Reason> expected) {}

  @BeforeAll
  static void open() throws IOException {
    genoa = Bench.open(directory, SnpShape.GENOA, 5, SigningKey.VCEK);
  }

  private static Row row(String what, UnaryOperator<ReportDraft> knob, Reason... expected) {
    return new Row(what, knob, Bench.POLICY, List.of(expected));
  }

  private static Row demanded(
      String what, UnaryOperator<ReportDraft> knob, SnpPolicy policy, Reason expected) {
    return new Row(what, knob, policy, List.of(expected));
  }

  private static Bytes tcb(int bootloader, int snp, int microcode) {
    return SnpShape.GENOA.product().layout().encode(new Tcb(0, bootloader, 0, snp, microcode));
  }

  private static Bytes filled(int size) {
    return Bytes.utf8("x".repeat(size));
  }

  private static List<Row> form() {
    return List.of(
        row("as it is", d -> d),
        row("version 1", d -> d.version(1), Reason.REPORT_VERSION),
        row("version 6", d -> d.version(6), Reason.REPORT_VERSION),
        row("bit 17 clear", d -> d.policy(0x10000), Reason.POLICY_RESERVED),
        row("a reserved policy bit", d -> d.policy(0x30000 | 1L << 26), Reason.POLICY_RESERVED),
        row("algorithm 2", d -> d.signatureAlgorithm(2), Reason.SIGNATURE_ALGO),
        row("reserved signer bit", d -> d.signerInfo(1 << 5), Reason.SIGNER_INFO_RESERVED),
        row("no signing key", d -> d.signerInfo(7 << 2), Reason.SIGNING_KEY_UNSUPPORTED),
        row("masked chip key", d -> d.signerInfo(2), Reason.SIGNING_KEY_UNSUPPORTED),
        row("the provider's key", d -> d.signerInfo(1 << 2), Reason.VEK_KIND_MISMATCH),
        row("VMPL 4", d -> d.vmpl(4), Reason.VMPL_RANGE),
        row("asked by the host", d -> d.vmpl(0xffffffffL), Reason.VMPL_RANGE),
        row("a reserved byte", d -> d.put(0x4c, filled(1)), Reason.REPORT_RESERVED_NONZERO),
        row("behind the vectors", d -> d.put(0x208, filled(1)), Reason.REPORT_RESERVED_NONZERO),
        row("the unsigned tail", d -> d.put(0x330, filled(1)), Reason.REPORT_RESERVED_NONZERO),
        row("all mitigations", d -> d.launchMitigations(-1).currentMitigations(-1)),
        row("unknown platform bits", d -> d.platformInfo(0x40)));
  }

  private static List<Row> platform() {
    return List.of(
        row("another CPUID", d -> d.cpuid(SnpShape.MILAN.cpuid()), Reason.PRODUCT_MISMATCH),
        row(
            "Venice",
            d -> d.cpuid(new Cpuid(0x1a, 0x50, 0)),
            Reason.PRODUCT_UNKNOWN,
            Reason.PRODUCT_MISMATCH),
        row("a processor of nobody", d -> d.cpuid(new Cpuid(0x1b, 0, 0)), Reason.PRODUCT_UNKNOWN),
        row("reported lower", d -> d.reportedTcb(tcb(9, 24, 84)), Reason.TCB_MISMATCH),
        row(
            "reported above current",
            d -> d.currentTcb(tcb(10, 23, 84)).committedTcb(tcb(10, 23, 84)),
            Reason.TCB_ORDER),
        row("committed above current", d -> d.committedTcb(tcb(10, 25, 84)), Reason.TCB_ORDER),
        row("current above all", d -> d.currentTcb(tcb(11, 25, 85))),
        row(
            "a reserved TCB byte",
            d -> d.launchTcb(Bytes.of(new byte[] {10, 0, 1, 0, 0, 0, 24, 84})),
            Reason.REPORT_RESERVED_NONZERO),
        row(
            "a reserved byte of the reported TCB",
            d -> d.reportedTcb(Bytes.of(new byte[] {10, 0, 1, 0, 0, 0, 24, 84})),
            Reason.TCB_MISMATCH,
            Reason.REPORT_RESERVED_NONZERO),
        row("another chip", d -> d.chipId(filled(64)), Reason.CHIP_ID_MISMATCH),
        row("a masked chip", d -> d.chipId(Bytes.EMPTY)),
        demanded(
            "a masked chip",
            d -> d.chipId(Bytes.EMPTY),
            Demand.identity("maskedChipId", new Exactly<>(false)),
            Reason.CHIP_ID_MASKED),
        new Row(
            "a masked chip where one is demanded",
            d -> d.chipId(Bytes.EMPTY),
            Demand.identity("chipId", new Exactly<>(filled(64))),
            List.of(Reason.CHIP_ID_MASKED, Reason.CHIP_ID_MISMATCH)),
        demanded(
            "lower",
            d -> d,
            Demand.firmware("reported", floor(10, 25, 84)),
            Reason.TCB_BELOW_MINIMUM),
        demanded(
            "current",
            d -> d,
            Demand.firmware("current", floor(11, 24, 84)),
            Reason.CURRENT_TCB_BELOW_MINIMUM),
        demanded(
            "committed",
            d -> d.committedTcb(tcb(10, 24, 83)),
            Demand.firmware("committed", floor(10, 24, 84)),
            Reason.COMMITTED_TCB_BELOW_MINIMUM),
        demanded(
            "launched earlier",
            d -> d.launchTcb(tcb(10, 23, 84)),
            Demand.firmware("launch", floor(10, 24, 84)),
            Reason.LAUNCH_TCB_BELOW_MINIMUM),
        demanded(
            "provisional",
            d -> d.committedTcb(tcb(10, 24, 83)),
            Demand.platform("provisionalFirmware", new Exactly<>(false)),
            Reason.PROVISIONAL_FIRMWARE),
        demanded(
            "old firmware",
            d -> d.currentFirmware(new FirmwareVersion(1, 55, 37)),
            Demand.firmware("currentVersion", Expectation.atLeast(new FirmwareVersion(1, 55, 38))),
            Reason.FIRMWARE_BELOW_MINIMUM),
        demanded(
            "no alias check",
            d -> d.platformInfo(0x5),
            Demand.platform("info", BitDemand.of(0x20, 0)),
            Reason.PLATFORM_INFO_MISMATCH),
        demanded(
            "a mitigation less",
            d -> d.currentMitigations(1),
            Demand.platform("currentMitigations", BitDemand.of(3, 0)),
            Reason.MITIGATION_MISMATCH),
        demanded(
            "the provider's key",
            d -> d,
            Demand.platform("signingKey", new Exactly<>(SigningKey.VLEK)),
            Reason.SIGNING_KEY_NOT_ACCEPTED));
  }

  private static Expectation<Tcb> floor(int bootloader, int snp, int microcode) {
    return TcbFloor.of(new Tcb(0, bootloader, 0, snp, microcode));
  }

  private static SnpPolicy no(String name) {
    return Demand.guest(name, new Exactly<>(false));
  }

  private static List<Row> guest() {
    return List.of(
        demanded("CXL", d -> d.policy(0x230000), no("cxl"), Reason.POLICY_CXL),
        demanded("XTS", d -> d.policy(0x430000), no("aes256Xts"), Reason.POLICY_AES256_XTS),
        demanded("RAPL", d -> d.policy(0x830000), no("raplDisabled"), Reason.POLICY_RAPL),
        demanded(
            "ciphertext hiding",
            d -> d.policy(0x1030000),
            no("ciphertextHiding"),
            Reason.POLICY_CIPHERTEXT_HIDING),
        demanded(
            "page swap", d -> d.policy(0x2030000), no("pageSwapDisabled"), Reason.POLICY_PAGE_SWAP),
        row("debug", d -> d.policy(0xb0000), Reason.POLICY_DEBUG),
        row("migration", d -> d.policy(0x70000), Reason.POLICY_MIGRATE_MA),
        demanded("SMT", d -> d, Demand.guest("smt", new Exactly<>(false)), Reason.POLICY_SMT),
        demanded(
            "one socket",
            d -> d,
            Demand.guest("singleSocket", new Exactly<>(true)),
            Reason.POLICY_SINGLE_SOCKET),
        demanded(
            "ABI",
            d -> d,
            Demand.guest("abi", Expectation.atLeast(new AbiVersion(1, 51))),
            Reason.POLICY_ABI),
        demanded(
            "VMPL", d -> d.vmpl(1), Demand.guest("vmpl", new Exactly<>(0)), Reason.VMPL_MISMATCH),
        demanded(
            "SVN",
            d -> d.guestSvn(1),
            Demand.guest("guestSvn", Expectation.atLeast(2L)),
            Reason.GUEST_SVN_BELOW_MINIMUM),
        demanded(
            "measurement",
            d -> d.measurement(filled(48)),
            Demand.identity("measurement", new Exactly<>(Bench.GUEST.measurement())),
            Reason.MEASUREMENT_MISMATCH),
        demanded(
            "host data",
            d -> d.hostData(filled(32)),
            Demand.identity("hostData", new Exactly<>(Bench.GUEST.hostData())),
            Reason.HOST_DATA_MISMATCH),
        demanded(
            "id key",
            d -> d.idKeyDigest(filled(48)),
            Demand.identity("idKeyDigest", new Exactly<>(Bench.GUEST.idKeyDigest())),
            Reason.ID_KEY_MISMATCH),
        demanded(
            "author key",
            d -> d.authorKeyDigest(filled(48)).signerInfo(1),
            Demand.identity("authorKeyDigest", new Exactly<>(Bench.GUEST.idKeyDigest())),
            Reason.AUTHOR_KEY_MISMATCH),
        demanded(
            "family",
            d -> d.familyId(filled(16)),
            Demand.identity("familyId", new Exactly<>(Bench.GUEST.familyId())),
            Reason.FAMILY_ID_MISMATCH),
        demanded(
            "image",
            d -> d.imageId(filled(16)),
            Demand.identity("imageId", new Exactly<>(Bench.GUEST.imageId())),
            Reason.IMAGE_ID_MISMATCH),
        demanded(
            "report data",
            d -> d.reportData(filled(64)),
            Demand.identity("reportData", new Exactly<>(Bench.REPORT_DATA)),
            Reason.REPORT_DATA_MISMATCH));
  }

  @TestFactory
  Stream<DynamicTest> everyKnobGetsItsCode() {
    return Stream.of(form(), platform(), guest())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var report = genoa.machine.sign(row.knob.apply(genoa.draft()));
    var result = genoa.verify(report, genoa.machine.documents(), row.policy);
    assertEquals(row.expected, Bench.reasons(result), result.findings().toString());
  }
}
