// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.Reason;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.software.pki.EcKey;
import dev.aver.software.pki.EcKey.Group;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** One thing wrong with the certificates of a platform or their lists, and the code it gets. */
class PckChainKnobsTest extends CollateralKnobs {
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

  @TestFactory
  Stream<DynamicTest> everyKnobOfTheChainGetsItsCode() {
    return tests(chain());
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

  @TestFactory
  Stream<DynamicTest> everyKnobOfTheListsGetsItsCode() {
    return tests(lists());
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
}
