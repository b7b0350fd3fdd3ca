// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.tdx.abi.QuoteAuth;
import dev.aver.attestation.tdx.abi.QuoteHeader;
import dev.aver.software.pki.EcKey;
import java.util.Optional;

/**
 * A quote before it is signed (attestation.md, 3.1): header, TD report, and the authentication data
 * that hangs its key on the platform's certificate. Every field, type and length takes any value
 * that fits it, so that what a verifier must refuse is made as easily as what it accepts.
 */
public final class QuoteDraft {
  private final TdxShape shape;
  private final Fields header = new Fields(QuoteHeader.SIZE);
  private final TdReportDraft td;
  private final QeReportDraft qe = new QeReportDraft();
  private int bodyType;
  private long bodySize;
  private Bytes qeAuthData = Bytes.EMPTY;
  private int outerType = QuoteAuth.QE_REPORT_CERTIFICATION_DATA;
  private int innerType = QuoteAuth.PCK_CERTIFICATE_CHAIN;
  private int authExcess;
  private int outerExcess;
  private int innerExcess;
  private Bytes chain = Bytes.EMPTY;
  private Bytes tail = Bytes.EMPTY;
  private Optional<Bytes> attestationKey = Optional.empty();

  /** Header and types as the shape has them, all else zero. */
  QuoteDraft(TdxShape shape) {
    this.shape = shape;
    this.td = new TdReportDraft(shape.bodySize());
    this.bodyType = shape.bodyType();
    this.bodySize = shape.bodySize();
    version(shape.version());
    attestationKeyType(QuoteHeader.ECDSA_P256);
    teeType(QuoteHeader.TEE_TDX);
    vendorId(QuoteHeader.INTEL);
  }

  /** The TD report. */
  public TdReportDraft td() {
    return td;
  }

  /** The quoting enclave's report. */
  public QeReportDraft qe() {
    return qe;
  }

  /** Of the quote; what follows is laid out by the shape all the same. */
  public QuoteDraft version(int version) {
    header.u16(0, version);
    return this;
  }

  /** Attestation key type. */
  public QuoteDraft attestationKeyType(int type) {
    header.u16(2, type);
    return this;
  }

  /** TEE type. */
  public QuoteDraft teeType(long type) {
    header.u32(4, type);
    return this;
  }

  /** The header's QE SVN and PCE SVN: zero in practice. */
  public QuoteDraft svns(int qeSvn, int pceSvn) {
    header.u16(8, qeSvn);
    header.u16(10, pceSvn);
    return this;
  }

  /** QE vendor id, 16 bytes. */
  public QuoteDraft vendorId(Bytes id) {
    header.put(12, id);
    return this;
  }

  /** The header's user data, 20 bytes. */
  public QuoteDraft userData(Bytes data) {
    header.put(28, data);
    return this;
  }

  /** Body type, of version 5 alone. */
  public QuoteDraft bodyType(int type) {
    this.bodyType = type;
    return this;
  }

  /** Body size, of version 5 alone; the report keeps its own. */
  public QuoteDraft bodySize(long size) {
    this.bodySize = size;
    return this;
  }

  /** QE authentication data, hashed with the attestation key. */
  public QuoteDraft qeAuthData(Bytes data) {
    this.qeAuthData = data;
    return this;
  }

  /** Outer and inner type of certification data. */
  public QuoteDraft certificationTypes(int outer, int inner) {
    this.outerType = outer;
    this.innerType = inner;
    return this;
  }

  /** By how much the three lengths say more than is there: of auth data, outer and inner data. */
  public QuoteDraft lengthsOff(int auth, int outer, int inner) {
    this.authExcess = auth;
    this.outerExcess = outer;
    this.innerExcess = inner;
    return this;
  }

  /** PEM text of PCK, CA and root, or anything in its place. */
  public QuoteDraft chain(Bytes pem) {
    this.chain = pem;
    return this;
  }

  /** Bytes behind the authentication data; the usual service leaves zeros there. */
  public QuoteDraft tail(Bytes bytes) {
    this.tail = bytes;
    return this;
  }

  /** 64 bytes x ‖ y in place of the key that signs, and bound like it. */
  public QuoteDraft attestationKey(Bytes point) {
    this.attestationKey = Optional.of(point);
    return this;
  }

  Bytes signedBy(EcKey attestation, EcKey pck) {
    var body = td.bytes();
    if (shape.version() == 5) {
      body = Fields.u16(bodyType).plus(Fields.u32(bodySize)).plus(body);
    }
    var signed = header.bytes().plus(body);
    var auth = auth(attestation.raw(signed), attestation, pck);
    return Bytes.concat(signed, Fields.u32(auth.size() + authExcess), auth, tail);
  }

  private Bytes auth(Bytes signature, EcKey attestation, EcKey pck) {
    var key = attestationKey.orElseGet(attestation::coordinates);
    var report = qe.binding(key, qeAuthData);
    var inner =
        Bytes.concat(
            report,
            pck.raw(report),
            Fields.u16(qeAuthData.size()),
            qeAuthData,
            Fields.u16(innerType),
            Fields.u32(chain.size() + innerExcess),
            chain);
    return Bytes.concat(
        signature, key, Fields.u16(outerType), Fields.u32(inner.size() + outerExcess), inner);
  }
}
