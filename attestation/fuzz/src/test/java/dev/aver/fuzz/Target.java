// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bundle.ProofBundle;
import dev.aver.attestation.bundle.PublicProof;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.compat.cbor.CborReader;
import dev.aver.attestation.compat.nitro.NitroDocument;
import dev.aver.attestation.compat.opengradient.SignedAnswer;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Crl;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.SignedNote;
import dev.aver.attestation.log.TilePath;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.measure.Firmware;
import dev.aver.attestation.measure.TdFirmware;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.StreamReader;
import dev.aver.attestation.snp.abi.CertTable;
import dev.aver.attestation.snp.abi.ReportResponse;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.verify.VekExtensions;
import dev.aver.attestation.snp.verify.VekRole;
import dev.aver.attestation.tdx.abi.TdxQuote;
import dev.aver.attestation.tdx.collateral.PcsResponse;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.attestation.tdx.eventlog.Ccel;
import dev.aver.attestation.tdx.eventlog.CcelTable;
import dev.aver.attestation.tdx.eventlog.RuntimeLog;
import dev.aver.attestation.tdx.verify.PckChain;
import dev.aver.attestation.vtpm.HclReport;
import dev.aver.attestation.vtpm.TpmQuote;
import dev.aver.attestation.vtpm.VtpmEvidence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is fuzzed, one Jazzer process each: a parser with what is read from its value without any
 * key. Parsers of one kind of bytes stand together, so that one corpus serves them all.
 */
enum Target {
  SNP_REPORT(SnpReport::parse, ReportResponse::report),
  CERT_TABLE(CertTable::parse),
  CERTIFICATE(
      der -> VekExtensions.parse(certificate(der)),
      der -> PckChain.claimed(certificate(der)),
      der -> VekRole.of(certificate(der)),
      pem -> Pem.certificates(pem, 3, Reason.ENDORSEMENT_PARSE)),
  CRL(der -> Crl.parse(der, Reason.CRL_PARSE)),
  TDX_QUOTE(TdxQuote::parse, TdxQuote::inspect, quote -> claimed(TdxQuote.inspect(quote))),
  TCB_INFO(TcbInfo::parse, body -> PcsResponse.parse(body, "tcbInfo", Reason.TCB_INFO_FORMAT)),
  QE_IDENTITY(
      QeIdentity::parse,
      body -> PcsResponse.parse(body, "enclaveIdentity", Reason.QE_IDENTITY_FORMAT)),
  COLLATERAL(json -> TdxCollateral.parse(JsonReader.document(json, TcbInfo.MAX_SIZE))),
  CCEL(log -> Ccel.parse(log).log().replay(), CcelTable::parse),
  RUNTIME_LOG(json -> RuntimeLog.parse(json).replay()),
  HCL_REPORT(
      HclReport::parse,
      blob -> {
        new VtpmEvidence(HclReport.parse(blob))
            .requireSigned(new VtpmEvidence.SignedQuote(blob, blob, List.of()));
        return blob;
      }),
  TPM_QUOTE(TpmQuote::parse),
  NITRO(NitroDocument::parse, cbor -> CborReader.document(cbor, NitroDocument.MAX_BYTES)),
  EVIDENCE(EvidenceBundle::parse),
  PROOF(ProofBundle::parse, PublicProof::parse),
  POLICY(json -> AppraisalPolicy.parse(json).toJson()),
  REFERENCE_VALUES(json -> ReferenceValues.parse(json).toJson()),
  RECEIPT(json -> Receipt.parse(json).digest(), header -> Receipt.fromHeader(text(header))),
  STREAM(
      answer -> {
        var reader = new StreamReader();
        var blocks = reader.read(answer);
        reader.end();
        return blocks;
      }),
  NOTE(
      note -> SignedNote.parse(text(note)),
      note -> CheckpointText.parse(text(note)),
      line -> VerifierKey.parse(text(line)),
      path -> TilePath.parse(text(path))),
  KEYSET(json -> Keyset.parse(json).enclave()),
  JSON(
      json -> Jcs.canonical(JsonReader.document(json, EvidenceBundle.MAX_BYTES)),
      answer -> SignedAnswer.parse(answer).message()),
  FIRMWARE(Firmware::parse, TdFirmware::parse),
  /** All of it at once: whatever the bytes are, there is a result. */
  VERIFIER(Judge::judge);

  /** Reads bytes that may be anything. */
  interface Parser {
    /** What the bytes say; null like a rejection. */
    @Nullable Object parse(Bytes input) throws Rejected;
  }

  @SuppressWarnings("ImmutableEnumChecker") // immutable in fact, not annotated
  private final List<Parser> parsers;

  Target(Parser... parsers) {
    this.parsers = List.of(parsers);
  }

  /**
   * Gives the input to each parser.
   *
   * @return whether any of them took it
   */
  boolean parse(Bytes input) {
    var taken = false;
    for (var parser : parsers) {
      try {
        taken |= parser.parse(input) != null;
      } catch (Rejected e) {
        requireWords(e);
      }
    }
    return taken;
  }

  private static void requireWords(Rejected rejected) {
    if (rejected.detail().isEmpty()) {
      throw new AssertionError("refused without a word: " + rejected.reason(), rejected);
    }
  }

  private static Certificate certificate(Bytes der) throws Rejected {
    return Certificate.parse(der, Reason.ENDORSEMENT_PARSE);
  }

  private static Object claimed(TdxQuote quote) {
    return PckChain.claimed(quote.auth().pem());
  }

  private static String text(Bytes input) {
    return new String(input.toArray(), StandardCharsets.UTF_8);
  }
}
