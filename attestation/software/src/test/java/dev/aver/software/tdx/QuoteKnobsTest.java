// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * One field, type or length of a quote set otherwise, signed all the same, and the code it gets.
 */
class QuoteKnobsTest {
  private static final Bytes ZERO48 = Bytes.of(new byte[48]);

  @TempDir private static Path directory;
  private static TdxBench bench;

  private record Row(
      String what, UnaryOperator<QuoteDraft> knob, TdxPolicy policy, List<Reason> expected) {}

  @BeforeAll
  static void open() throws IOException {
    bench = TdxBench.open(directory, TdxShape.V5_TD_15, PckIssuer.PLATFORM);
  }

  private interface Change {
    void to(QuoteDraft draft);
  }

  private static Row row(String what, Change change, Reason... expected) {
    return demanded(what, change, TdxBench.policy(), expected);
  }

  private static Row demanded(
      String what, Change change, TdxPolicy.Builder policy, Reason... expected) {
    return new Row(
        what,
        draft -> {
          change.to(draft);
          return draft;
        },
        policy.build(),
        List.of(expected));
  }

  private static Bytes svns(int... first) {
    return TdxPlatform.svns(first).bytes();
  }

  private static Bytes filled(int size) {
    return Bytes.utf8("x".repeat(size));
  }

  private static List<Row> form() {
    return List.of(
        row("as it is", d -> {}),
        row("version 3", d -> d.version(3), Reason.QUOTE_VERSION, Reason.TEE_TYPE),
        row("version 6", d -> d.version(6), Reason.QUOTE_VERSION),
        row("SGX", d -> d.teeType(0), Reason.TEE_TYPE),
        row("P-384", d -> d.attestationKeyType(3), Reason.ATT_KEY_TYPE),
        row("another vendor", d -> d.vendorId(filled(16)), Reason.QE_VENDOR_ID),
        row("body of SGX", d -> d.bodyType(1), Reason.BODY_TYPE),
        row("body type of 1.0", d -> d.bodyType(2), Reason.BODY_SIZE),
        row("body a byte longer", d -> d.bodySize(649), Reason.BODY_SIZE),
        row("outer type", d -> d.certificationTypes(5, 5), Reason.CERT_DATA_TYPE),
        row("inner type", d -> d.certificationTypes(6, 3), Reason.CERT_DATA_TYPE_INNER),
        row("auth too long", d -> d.lengthsOff(1, 0, 0), Reason.QUOTE_TRUNCATED),
        row(
            "auth a byte too long, into the padding",
            d -> d.lengthsOff(1, 0, 0).tail(Bytes.of(new byte[70])),
            Reason.AUTH_TRAILING,
            Reason.CERT_DATA_LENGTH),
        row(
            "outer too long",
            d -> d.lengthsOff(0, 1, 0),
            Reason.CERT_DATA_LENGTH,
            Reason.AUTH_TRAILING),
        row(
            "inner too long",
            d -> d.lengthsOff(0, 0, 1),
            Reason.CERT_DATA_LENGTH,
            Reason.AUTH_TRAILING),
        row(
            "inner too short",
            d -> d.lengthsOff(0, 0, -1),
            Reason.AUTH_TRAILING,
            Reason.CERT_DATA_LENGTH),
        row("padding", d -> d.tail(Bytes.of(new byte[70]))),
        row("a byte behind it", d -> d.tail(filled(1)), Reason.TRAILING_BYTES),
        row("other user data and SVNs", d -> d.userData(filled(20)).svns(9, 9)));
  }

  private static List<Row> enclave() {
    return List.of(
        row("no auth data", d -> d.qeAuthData(Bytes.EMPTY)),
        row("much auth data", d -> d.qeAuthData(filled(1000))),
        row("all the auth data there can be", d -> d.qeAuthData(filled(0xffff))),
        row("unbound key", d -> d.qe().reportData(filled(64)), Reason.QE_REPORT_DATA),
        row("signer", d -> d.qe().mrSigner(filled(32)), Reason.QE_MRSIGNER),
        row("product", d -> d.qe().isvProdId(1), Reason.QE_ISVPRODID),
        row("misc select", d -> d.qe().miscSelect(filled(4)), Reason.QE_MISCSELECT),
        row("debug enclave", d -> d.qe().attributes(filled(16)), Reason.QE_ATTRIBUTES),
        row("below all levels", d -> d.qe().isvSvn(1), Reason.QE_ISVSVN_UNSUPPORTED),
        row("another key bound", d -> d.attestationKey(bench.point()), Reason.QUOTE_SIGNATURE),
        row("no point", d -> d.attestationKey(filled(64)), Reason.ATT_KEY_INVALID));
  }

  private static List<Row> module() {
    return List.of(
        row("unknown", d -> d.td().teeTcbSvn(svns(6, 2, 5)), Reason.TDX_MODULE_UNKNOWN),
        row("too old", d -> d.td().teeTcbSvn(svns(3, 1, 5)), Reason.TDX_MODULE_SVN_UNSUPPORTED),
        row("without version", d -> d.td().teeTcbSvn(svns(5, 0, 5))),
        row("too old", d -> d.td().teeTcbSvn(svns(4, 0, 5)), Reason.TCB_NOT_SUPPORTED),
        row("signer", d -> d.td().mrSignerSeam(filled(48)), Reason.TDX_MODULE_MRSIGNER),
        row("attributes", d -> d.td().seamAttributes(filled(8)), Reason.TDX_MODULE_ATTRIBUTES),
        row("microcode too old", d -> d.td().teeTcbSvn(svns(6, 1, 1)), Reason.TCB_NOT_SUPPORTED));
  }

  private static List<Row> guest() {
    return List.of(
        row("debug", d -> d.td().tdAttributes(svns(1).slice(0, 8)), Reason.TD_DEBUG),
        demanded(
            "exceptions",
            d -> d.td().tdAttributes(Bytes.of(new byte[8])),
            TdxBench.policy().septVeDisable(new Exactly<>(true)),
            Reason.TD_ATTRIBUTES_SEPT_VE_DISABLE),
        demanded(
            "migratable",
            d -> d.td().tdAttributes(Bytes.of(new byte[] {0, 0, 0, 0x30, 0, 0, 0, 0})),
            TdxBench.policy().migratable(new Exactly<>(false)),
            Reason.TD_MIGRATABLE),
        demanded(
            "service TD",
            d -> d.td().mrServiceTd(filled(48)),
            TdxBench.policy().mrServiceTd(new Exactly<>(ZERO48)),
            Reason.MRSERVICETD_NOT_ALLOWED),
        demanded(
            "module",
            d -> d.td().mrSeam(filled(48)),
            TdxBench.policy().mrSeam(new Exactly<>(TdxPlatform.MRSEAM)),
            Reason.MRSEAM_MISMATCH),
        demanded(
            "MRTD",
            d -> d.td().mrTd(filled(48)),
            TdxBench.policy().mrTd(new Exactly<>(TdxBench.MEASUREMENT)),
            Reason.MRTD_MISMATCH),
        demanded(
            "RTMR3",
            d -> d.td().rtmr(3, filled(48)),
            TdxBench.policy().rtmr(3, new Exactly<>(ZERO48)),
            Reason.RTMR_MISMATCH),
        demanded(
            "configuration",
            d -> d.td().mrConfigId(filled(48)),
            TdxBench.policy().mrConfigId(new Exactly<>(ZERO48)),
            Reason.MRCONFIGID_MISMATCH),
        demanded(
            "owner",
            d -> d.td().mrOwner(filled(48)),
            TdxBench.policy().mrOwner(new Exactly<>(ZERO48)),
            Reason.MROWNER_MISMATCH),
        demanded(
            "owner's configuration",
            d -> d.td().mrOwnerConfig(filled(48)),
            TdxBench.policy().mrOwnerConfig(new Exactly<>(ZERO48)),
            Reason.MROWNERCONFIG_MISMATCH),
        demanded(
            "features",
            d -> d.td().xfam(filled(8)),
            TdxBench.policy().xfam(svns(0xff).slice(0, 8), new Exactly<>(svns(0xe7).slice(0, 8))),
            Reason.XFAM_MISMATCH),
        demanded(
            "report data",
            d -> d.td().reportData(filled(64)),
            TdxBench.policy().reportData(new Exactly<>(TdxBench.REPORT_DATA)),
            Reason.REPORT_DATA_MISMATCH));
  }

  @TestFactory
  Stream<DynamicTest> everyKnobGetsItsCode() {
    return Stream.of(form(), enclave(), module(), guest())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var quote = bench.machine.sign(row.knob.apply(bench.draft()));
    var result = bench.verify(quote, bench.machine.documents(), row.policy);
    assertEquals(row.expected, TdxBench.reasons(result), result.findings().toString());
  }
}
