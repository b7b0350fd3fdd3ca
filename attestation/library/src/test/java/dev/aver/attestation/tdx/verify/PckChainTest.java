// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.result.Step;
import dev.aver.attestation.tdx.abi.TdxQuote;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Step 2 on genuine chains, whole and taken apart. */
class PckChainTest {
  private static final long AT = Instant.parse("2025-06-20T22:32:27Z").toEpochMilli();

  private static Bytes platformChain() throws Rejected {
    return TdxQuote.parse(Vectors.read("tdx/tdx-v4-uptodate/quote.bin")).auth().pem();
  }

  /** The chain inside an SGX quote: the PCK of a single-package platform. */
  private static Bytes processorChain() {
    var bytes = Vectors.read("tdx/sgx-v3-optional/quote.bin");
    var text = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    return bytes.slice(text.indexOf("-----BEGIN"), text.lastIndexOf("-----") + 5);
  }

  private static List<Bytes> certificates() throws Rejected {
    return Pem.certificates(platformChain(), 3, Reason.PCK_CHAIN_FORMAT);
  }

  private static Bytes pem(Bytes... certificates) {
    var text = new StringBuilder();
    for (var certificate : certificates) {
      text.append(Pem.encode(certificate));
    }
    return Bytes.utf8(text.toString());
  }

  private static Bytes changed(Bytes bytes, int fromEnd) {
    var copy = bytes.toArray();
    copy[copy.length - fromEnd] ^= 1;
    return Bytes.of(copy);
  }

  private static Optional<PckChain> check(Bytes pem, long at, Step step) {
    return PckChain.check(pem, TrustAnchors.vendor(), KnownCollateral.empty(), at, step);
  }

  private static void refused(Reason reason, Bytes pem) {
    var step = new Step("hardware.2");
    assertTrue(check(pem, AT, step).isEmpty());
    assertEquals(reason, ((Finding.Failure) step.findings().getFirst()).reason());
  }

  @Test
  void chains_of_both_authorities_end_in_intels_root() throws Exception {
    for (var chain : List.of(platformChain(), processorChain())) {
      var step = new Step("hardware.2");
      var found = check(chain, AT, step);
      assertEquals(List.of(new Finding.Passed("hardware.2")), step.findings());
      assertEquals("Intel SGX Root CA", found.orElseThrow().root().anchor().name());
    }
    var single = check(processorChain(), AT, new Step("hardware.2")).orElseThrow();
    assertEquals(Optional.empty(), single.platform().orElseThrow().platformInstanceId());
    assertEquals("Intel SGX PCK Processor CA", single.ca().subject().display());
  }

  @Test
  void exactly_three_certificates_in_their_order() throws Exception {
    var c = certificates();
    refused(Reason.PCK_CHAIN_FORMAT, Bytes.EMPTY);
    refused(Reason.PCK_CHAIN_FORMAT, pem(c.get(0), c.get(1)));
    refused(Reason.PCK_CHAIN_FORMAT, pem(c.get(0), c.get(1), c.get(2), c.get(2)));
    refused(Reason.PCK_CHAIN_FORMAT, pem(c.get(0), Bytes.utf8("none"), c.get(2)));
    refused(Reason.PCK_CERT_PARSE, pem(Bytes.utf8("none"), c.get(1), c.get(2)));
    refused(Reason.PCK_CERT_PARSE, pem(c.get(0).plus(Bytes.of((byte) 0)), c.get(1), c.get(2)));
    refused(Reason.PCK_CHAIN_UNTRUSTED_ROOT, pem(c.get(2), c.get(1), c.get(0)));
    refused(Reason.PCK_CHAIN_SIGNATURE, pem(c.get(1), c.get(0), c.get(2)));
    refused(Reason.PCK_CHAIN_SIGNATURE, pem(c.get(0), c.get(2), c.get(2)));
  }

  @Test
  void every_signature_counts() throws Exception {
    var c = certificates();
    refused(Reason.PCK_CHAIN_SIGNATURE, pem(changed(c.get(0), 1), c.get(1), c.get(2)));
    refused(Reason.PCK_CHAIN_SIGNATURE, pem(c.get(0), changed(c.get(1), 1), c.get(2)));
    // A certificate that the pinned key did not sign is not the pinned root, whatever it says.
    refused(Reason.PCK_CHAIN_UNTRUSTED_ROOT, pem(c.get(0), c.get(1), changed(c.get(2), 1)));
  }

  @Test
  void each_date_has_its_code_and_leaves_the_chain_to_the_other_steps() throws Exception {
    var early = new Step("hardware.2");
    assertTrue(check(platformChain(), 0, early).isPresent());
    assertEquals(
        List.of(
            Reason.PCK_CERT_NOT_YET_VALID,
            Reason.PCK_CA_NOT_YET_VALID,
            Reason.ROOT_CA_NOT_YET_VALID),
        reasons(early));
    var late = new Step("hardware.2");
    check(platformChain(), Instant.parse("2051-01-01T00:00:00Z").toEpochMilli(), late);
    assertEquals(
        List.of(Reason.PCK_CERT_EXPIRED, Reason.PCK_CA_EXPIRED, Reason.ROOT_CA_EXPIRED),
        reasons(late));
  }

  private static List<Reason> reasons(Step step) {
    return step.findings().stream().map(f -> ((Finding.Failure) f).reason()).toList();
  }
}
