// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import dev.aver.software.pki.Names;
import dev.aver.software.pki.PssKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** One thing wrong with what vouches for a good report, and the code it gets. */
class SnpEndorsementKnobsTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long NOW = Bench.START.toEpochMilli();
  private static final Validity OVER = new Validity(NOW - 2 * DAY, NOW - DAY);
  private static final Validity EARLY = new Validity(NOW + DAY, NOW + 2 * DAY);

  @TempDir private static Path directory;
  private static Bench bench;
  private static Ark ark;
  private static Ask ask;

  private record Row(String what, SnpEndorsements given, List<Reason> expected) {}

  @BeforeAll
  static void open() throws IOException {
    bench = Bench.open(directory, SnpShape.GENOA, 5, SigningKey.VCEK);
    ark = bench.authorities.ark();
    ask = bench.authorities.ask();
  }

  private static SnpEndorsements good() throws IOException {
    return bench.machine.documents();
  }

  private static Row vek(String what, UnaryOperator<VekTerms> knob, Reason... expected)
      throws IOException {
    var shape = bench.shape;
    var chip = bench.authorities.chip();
    var terms = knob.apply(VekTerms.vcek(shape, shape.tcb(), chip.id(), Bench.now()));
    return vek(what, ask.vek(terms, chip.vcek(shape.tcb()).publicKey()), expected);
  }

  private static Row vek(String what, Bytes vek, Reason... expected) throws IOException {
    var good = good();
    return new Row(
        what, new SnpEndorsements(vek, good.ask(), good.ark(), good.crl()), List.of(expected));
  }

  private static Row ask(String what, Bytes ask, Reason... expected) throws IOException {
    var good = good();
    return new Row(
        what, new SnpEndorsements(good.vek(), ask, good.ark(), good.crl()), List.of(expected));
  }

  private static Row ark(String what, Bytes ark, Reason... expected) throws IOException {
    var good = good();
    return new Row(
        what, new SnpEndorsements(good.vek(), good.ask(), ark, good.crl()), List.of(expected));
  }

  private static Row crl(String what, Bytes crl, Reason... expected) throws IOException {
    var good = good();
    var given = new SnpEndorsements(good.vek(), good.ask(), good.ark(), Optional.of(crl));
    return new Row(what, given, List.of(expected));
  }

  private static List<Row> veks() throws IOException {
    var other = EcKey.generate(Group.P256, Bench.RANDOM).publicKey();
    var terms =
        VekTerms.vcek(bench.shape, bench.shape.tcb(), bench.authorities.chip().id(), Bench.now());
    return List.of(
        vek("issued again", t -> t),
        vek("ended", t -> t.with(OVER), Reason.VEK_EXPIRED),
        vek("not begun", t -> t.with(EARLY), Reason.VEK_NOT_YET_VALID),
        vek("another product", t -> t.named("Milan-B0"), Reason.PRODUCT_MISMATCH),
        vek(
            "no snp level",
            t -> t.level(3, Optional.empty()),
            Reason.VEK_EXTENSION,
            Reason.TCB_MISMATCH),
        vek("an fmc level", t -> t.level(9, Optional.of(1)), Reason.VEK_EXTENSION),
        vek("microcode older", t -> t.level(8, Optional.of(83)), Reason.TCB_MISMATCH),
        vek(
            "another chip",
            t -> t.chip(Optional.of(Bytes.utf8("x".repeat(64)))),
            Reason.CHIP_ID_MISMATCH),
        vek("no chip", t -> t.chip(Optional.empty()), Reason.VEK_EXTENSION),
        vek(
            "a chip and a provider",
            t -> kind(t, SigningKey.VCEK, t.hwId()),
            Reason.VEK_EXTENSION,
            Reason.VEK_KIND_MISMATCH),
        vek(
            "a provider's in the place of a chip's",
            t -> kind(t, SigningKey.VLEK, Optional.empty()),
            Reason.VEK_KIND_MISMATCH,
            Reason.VEK_KIND_MISMATCH),
        vek("the key of another TCB", anotherTcb(terms), Reason.SIGNATURE_INVALID),
        vek("P-256", ask.vek(terms, other), Reason.VEK_KEY_TYPE),
        vek("a serial number of its own", t -> t.with(BigInteger.TEN)),
        vek("by another key", impostor().vek(terms, chipKey()), Reason.VEK_CHAIN_SIGNATURE),
        vek(
            "by an ASK of another name",
            new Ask(Names.of("SEV-Milan"), ask.serial(), ask.key()).vek(terms, chipKey()),
            Reason.VEK_ISSUER_UNKNOWN,
            Reason.PRODUCT_MISMATCH,
            Reason.PRODUCT_MISMATCH),
        vek("a byte too many", good().vek().plus(Bytes.of((byte) 0)), Reason.VEK_PARSE),
        vek(
            "the ASK",
            good().ask(),
            Reason.VEK_KIND,
            Reason.VEK_ISSUER_UNKNOWN,
            Reason.VEK_KEY_TYPE,
            Reason.VEK_ISSUER_UNKNOWN,
            Reason.VEK_CHAIN_SIGNATURE,
            Reason.VEK_EXTENSION));
  }

  /** The same for a provider, by this name and of this chip. */
  private static VekTerms kind(VekTerms terms, SigningKey kind, Optional<Bytes> hwId) {
    return new VekTerms(
        kind,
        terms.serial(),
        terms.validity(),
        terms.structure(),
        terms.productName(),
        terms.levels(),
        hwId,
        Optional.of("CN=provider"));
  }

  private static Bytes anotherTcb(VekTerms terms) throws IOException {
    var key = bench.authorities.chip().vcek(SnpShape.MILAN.tcb());
    return ask.vek(terms, key.publicKey());
  }

  private static SubjectPublicKeyInfo chipKey() throws IOException {
    return bench.authorities.chip().vcek(bench.shape.tcb()).publicKey();
  }

  /** One of the keys of this run that is neither the ASK's nor the ARK's. */
  private static PssKey otherKey() throws IOException {
    var taken = List.of(ask.publicKey(), bench.authorities.ark().publicKey());
    while (true) {
      var key = Bench.keys().get();
      if (!taken.contains(key.publicKey())) {
        return key;
      }
    }
  }

  /** Who has the ASK's name and not its key. */
  private static Ask impostor() throws IOException {
    return new Ask(ask.name(), ask.serial(), otherKey());
  }

  /** No genuine VEK has a serial number of its own, so none can be revoked by it. */
  private static Row revoked(BigInteger serial) throws IOException {
    var chip = bench.authorities.chip();
    var terms = VekTerms.vcek(bench.shape, bench.shape.tcb(), chip.id(), Bench.now()).with(serial);
    var list = ark.crl(Bench.now(), List.of(serial));
    var good = good();
    return new Row(
        "a VEK by its own serial number",
        new SnpEndorsements(ask.vek(terms, chipKey()), good.ask(), good.ark(), Optional.of(list)),
        List.of(Reason.VEK_REVOKED));
  }

  private static List<Row> authorities() throws IOException {
    return List.of(
        ask("ended", ark.certify(ask, OVER), Reason.ASK_EXPIRED),
        ask("not begun", ark.certify(ask, EARLY), Reason.ASK_NOT_YET_VALID),
        ark("ended", ark.certificate(OVER), Reason.ARK_EXPIRED),
        ark("not begun", ark.certificate(EARLY), Reason.ARK_NOT_YET_VALID),
        ask("another key's", ark.certify(impostor(), Bench.now()), Reason.VEK_CHAIN_SIGNATURE),
        ask("signed by itself", selfSigned(), Reason.VEK_CHAIN_SIGNATURE),
        ask("no certificate", Bytes.utf8("x"), Reason.ENDORSEMENT_PARSE));
  }

  /** A VEK with a serial number of its own, unlike any genuine one, and lists that name one. */
  private static List<Row> serials() throws IOException {
    var shape = bench.shape;
    var chip = bench.authorities.chip();
    var serial = BigInteger.valueOf(77);
    var terms = VekTerms.vcek(shape, shape.tcb(), chip.id(), Bench.now()).with(serial);
    var vek = ask.vek(terms, chip.vcek(shape.tcb()).publicKey());
    return List.of(
        revoked("its own", vek, serial, Reason.VEK_REVOKED),
        revoked("that of all others", vek, BigInteger.ZERO),
        revoked("the ASVK's", vek, ark.serial().add(BigInteger.TWO)));
  }

  private static Row revoked(String what, Bytes vek, BigInteger serial, Reason... expected)
      throws IOException {
    var good = good();
    var list = Optional.of(ark.crl(Bench.now(), List.of(serial)));
    return new Row(what, new SnpEndorsements(vek, good.ask(), good.ark(), list), List.of(expected));
  }

  /** The ASK as it would certify itself, in the name of the ARK. */
  private static Bytes selfSigned() throws IOException {
    return new Ark(bench.shape.product(), (PssKey) ask.key()).certify(ask, Bench.now());
  }

  private static List<Row> lists() throws IOException {
    var now = Bench.now();
    return List.of(
        crl("issued again", ark.crl(now, List.of())),
        crl("the VEK's serial", ark.crl(now, List.of(BigInteger.ZERO))),
        revoked(BigInteger.TEN),
        crl("the ASK's", ark.crl(now, List.of(ask.serial())), Reason.ASK_REVOKED),
        crl("the ARK's", ark.crl(now, List.of(ark.serial())), Reason.ARK_REVOKED),
        crl("ended", ark.crl(OVER, List.of()), Reason.CRL_EXPIRED),
        crl("not begun", ark.crl(EARLY, List.of()), Reason.CRL_NOT_YET_VALID),
        crl("no list", Bytes.utf8("x"), Reason.CRL_PARSE),
        crl("by the ASK", ark.crl(now, List.of(), ask.key()), Reason.CRL_SIGNATURE),
        crl("of another product", ark.named(Product.MILAN).crl(now, List.of()), Reason.CRL_ISSUER));
  }

  @TestFactory
  Stream<DynamicTest> everyKnobGetsItsCode() throws IOException {
    return Stream.of(veks(), authorities(), lists(), serials())
        .flatMap(List::stream)
        .map(row -> DynamicTest.dynamicTest(row.what, () -> check(row)));
  }

  private static void check(Row row) throws Exception {
    var report = bench.machine.sign(bench.draft());
    var result = bench.verify(report, row.given, Bench.POLICY);
    assertEquals(row.expected, Bench.reasons(result), result.findings().toString());
  }
}
