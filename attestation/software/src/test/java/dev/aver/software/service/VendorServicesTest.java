// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.snp.verify.VekExtensions;
import dev.aver.attestation.tdx.CollateralVerifier;
import dev.aver.attestation.tdx.collateral.PcsResponse;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.software.snp.BenchFolder;
import dev.aver.software.tdx.TdxMachine;
import dev.aver.software.tdx.TdxShape;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services answer what genuine clients can use, and as badly as they are told to. */
class VendorServicesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String SPLS = "?blSPL=10&teeSPL=00&snpSPL=24&ucodeSPL=084";

  @TempDir private static Path directory;
  private static VendorServices services;
  private static Bytes chip;
  private static TdxMachine tdx;

  @BeforeAll
  static void start() throws IOException {
    chip = BenchFolder.genoa(directory, NOW);
    var terms = new TdxMachine.Terms(TdxShape.V4_TD_10, Bytes.of(new byte[48]));
    tdx = TdxMachine.open(directory, CLOCK, new SecureRandom(), terms);
    services = VendorServices.start(directory, 0, CLOCK, new SecureRandom());
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  private record Reply(int status, Bytes body, HttpURLConnection from) {
    String header(String name) {
      return from.getHeaderField(name);
    }
  }

  private static Reply get(String path) throws Exception {
    var uri = URI.create("http://localhost:" + services.port() + path);
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    var status = connection.getResponseCode();
    try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      var body = in == null ? new byte[0] : in.readAllBytes();
      return new Reply(status, Bytes.of(body), connection);
    }
  }

  private static Bytes body(String path) throws Exception {
    var answer = get(path);
    assertEquals(200, answer.status(), path);
    return answer.body();
  }

  private static void tell(String path, String rest) throws Exception {
    var encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
    assertEquals(204, get("/control/behaviour?path=" + encoded + rest).status());
  }

  @Test
  void aVcekIsIssuedForTheChipAtTheTcbThatIsAskedFor() throws Exception {
    var chain = Pem.certificates(body("/vcek/v1/Genoa/cert_chain"), 2, Reason.ENDORSEMENT_PARSE);
    var ask = Certificate.parse(chain.get(0), Reason.ENDORSEMENT_PARSE);
    var ark = Certificate.parse(chain.get(1), Reason.ENDORSEMENT_PARSE);
    var vcek =
        Certificate.parse(
            body("/vcek/v1/Genoa/" + chip.hex() + "?blSPL=10&teeSPL=0&snpSPL=23&ucodeSPL=84"),
            Reason.VEK_PARSE);
    assertTrue(vcek.isSignedBy(ask.key()));
    assertTrue(ask.isSignedBy(ark.key()));
    assertEquals(23, VekExtensions.parse(vcek).level(3).orElseThrow());
    var crl = Crl.parse(body("/vcek/v1/Genoa/crl"), Reason.CRL_PARSE);
    assertTrue(crl.isSignedBy(ark.key()));
  }

  @Test
  void whatIsNotKnownIsNotThere() throws Exception {
    assertEquals(404, get("/vcek/v1/Genoa/" + "ab".repeat(64) + SPLS).status());
    assertEquals(404, get("/vcek/v1/Milan/cert_chain").status());
    assertEquals(404, get("/vcek/v1/Naples/cert_chain").status());
    assertEquals(404, get("/vlek/v1/Genoa/cert_chain").status());
    assertEquals(401, get("/vlek/v1/Genoa/cert" + SPLS).status());
    assertEquals(400, get("/vcek/v1/Genoa/" + chip.hex()).status());
    assertEquals(400, get("/vcek/v1/Genoa/abcd" + SPLS).status());
    assertEquals(404, get("/tdx/certification/v4/tcb?fmspc=000000000000").status());
    assertEquals(400, get("/tdx/certification/v4/tcb?fmspc=00").status());
    assertEquals(400, get("/sgx/certification/v4/pckcrl?ca=nobody&encoding=der").status());
    assertEquals(404, get("/").status());
  }

  private static String chain(Reply answer, String header) throws Exception {
    var encoded = answer.header(header);
    return PcsResponse.issuerChain(encoded, Reason.ENDORSEMENT_PARSE);
  }

  @Test
  void whatIntelSaysIsACompleteBundle() throws Exception {
    var tcb = get("/tdx/certification/v4/tcb?fmspc=50F7AE000001");
    var qe = get("/tdx/certification/v4/qe/identity");
    var pck = get("/sgx/certification/v4/pckcrl?ca=platform&encoding=der");
    var info = PcsResponse.parse(tcb.body(), "tcbInfo", Reason.TCB_INFO_FORMAT);
    var identity = PcsResponse.parse(qe.body(), "enclaveIdentity", Reason.QE_IDENTITY_FORMAT);
    var root = body("/IntelSGXRootCA.der");
    var collateral =
        new TdxCollateral(
            chain(pck, "SGX-PCK-CRL-Issuer-Chain"),
            root.hex(),
            pck.body().hex(),
            chain(tcb, "TCB-Info-Issuer-Chain"),
            info.document(),
            info.signature(),
            chain(qe, "SGX-Enclave-Identity-Issuer-Chain"),
            identity.document(),
            identity.signature());
    var anchors = TrustAnchors.none().withSoftware(List.of(Bytes.utf8(tdx.anchorPem())));
    var result = CollateralVerifier.verify(collateral, CLOCK.millis(), anchors);
    assertTrue(
        result.findings().stream().noneMatch(Finding.Failure.class::isInstance),
        result.findings().toString());
    assertEquals(Bytes.utf8(root.hex()), body("/sgx/certification/v4/rootcacrl"));
  }

  @Test
  void itIsAsBadAsItIsTold() throws Exception {
    var crl = "/vcek/v1/Genoa/crl";
    tell(crl, "&is=not-found&times=1");
    assertEquals(404, get(crl).status());
    tell(crl, "&is=throttled&amount=7&times=1");
    var throttled = get(crl);
    assertEquals(429, throttled.status());
    assertEquals("7", throttled.header("Retry-After"));
    tell(crl, "&is=redirect&target=http://elsewhere/&times=1");
    assertEquals(302, get(crl).status());
    tell(crl, "&is=oversized&amount=3000000&times=1");
    assertTrue(get(crl).body().size() >= 3_000_000);
    tell(crl, "&is=cut&times=1");
    assertThrows(IOException.class, () -> get(crl));
    tell(crl, "&is=late&amount=50&times=1");
    assertEquals(200, get(crl).status());
    tell(crl, "&is=error&times=1");
    assertEquals(500, get(crl).status());
    tell(crl, "&is=expired&times=1");
    var old = Crl.parse(body(crl), Reason.CRL_PARSE);
    assertTrue(old.validity().over(CLOCK.millis()));
    tell(crl, "&is=garbage&times=1");
    assertEquals('?', body(crl).at(0));
    assertEquals(200, get(crl).status(), "each was for one time");
    assertEquals(400, get("/control/behaviour?path=x&is=kind").status());
    assertTrue(
        new String(body("/control/requests").toArray(), StandardCharsets.UTF_8)
            .contains(" " + crl));
  }

  @Test
  void itGivesDocumentsOfSomethingElse() throws Exception {
    var vcek = "/vcek/v1/Genoa/" + chip.hex() + SPLS;
    tell("/vcek/v1/Genoa/" + chip.hex(), "&is=foreign&times=1");
    var foreign = Certificate.parse(body(vcek), Reason.VEK_PARSE);
    assertTrue(!VekExtensions.parse(foreign).hwId().orElseThrow().equals(chip));
    tell("/vcek/v1/Genoa/" + chip.hex(), "&is=expired&times=1");
    var old = Certificate.parse(body(vcek), Reason.VEK_PARSE);
    assertTrue(old.validity().over(CLOCK.millis()));
    tell("/tdx/certification/v4/tcb", "&is=foreign&times=1");
    var body = body("/tdx/certification/v4/tcb?fmspc=50f7ae000001");
    var info = PcsResponse.parse(body, "tcbInfo", Reason.TCB_INFO_FORMAT);
    assertTrue(TcbInfo.parse(Bytes.utf8(info.document())).fmspc().isZero());
  }
}
