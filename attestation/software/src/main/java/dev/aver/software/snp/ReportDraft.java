// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.Cpuid;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.software.pki.EcKey;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bouncycastle.util.BigIntegers;

/**
 * A report before it is signed, as firmware lays it out: 1184 bytes, integers little-endian, zero
 * where nothing was set (AMD 56860; attestation.md, 1). Every field takes any value that fits it: a
 * report that a verifier must refuse is made as easily as one that it accepts.
 */
public final class ReportDraft {
  private static final int SIGNATURE_FIELD = 72;
  private static final int SIGNATURE_R = 0x2a0;
  private static final int SIGNATURE_S = 0x2e8;

  private final ByteBuffer out = ByteBuffer.allocate(SnpReport.SIZE).order(ByteOrder.LITTLE_ENDIAN);

  /** All zero. */
  public ReportDraft() {}

  /** VERSION: 2 to 5 of genuine ones. */
  public ReportDraft version(int version) {
    return u32(0x000, version);
  }

  /** GUEST_SVN. */
  public ReportDraft guestSvn(long svn) {
    return u32(0x004, svn);
  }

  /** POLICY. */
  public ReportDraft policy(long bits) {
    return u64(0x008, bits);
  }

  /** FAMILY_ID, 16 bytes. */
  public ReportDraft familyId(Bytes id) {
    return put(0x010, id);
  }

  /** IMAGE_ID, 16 bytes. */
  public ReportDraft imageId(Bytes id) {
    return put(0x020, id);
  }

  /** VMPL: 0 to 3, or 0xffffffff where the host asked. */
  public ReportDraft vmpl(long vmpl) {
    return u32(0x030, vmpl);
  }

  /** SIGNATURE_ALGO: 1 of genuine ones. */
  public ReportDraft signatureAlgorithm(int algorithm) {
    return u32(0x034, algorithm);
  }

  /** CURRENT_TCB, 8 bytes. */
  public ReportDraft currentTcb(Bytes tcb) {
    return put(0x038, tcb);
  }

  /** PLATFORM_INFO. */
  public ReportDraft platformInfo(long bits) {
    return u64(0x040, bits);
  }

  /** SIGNER_INFO. */
  public ReportDraft signerInfo(long bits) {
    return u32(0x048, bits);
  }

  /** REPORT_DATA, 64 bytes. */
  public ReportDraft reportData(Bytes data) {
    return put(0x050, data);
  }

  /** MEASUREMENT, 48 bytes. */
  public ReportDraft measurement(Bytes digest) {
    return put(0x090, digest);
  }

  /** HOST_DATA, 32 bytes. */
  public ReportDraft hostData(Bytes data) {
    return put(0x0c0, data);
  }

  /** ID_KEY_DIGEST, 48 bytes. */
  public ReportDraft idKeyDigest(Bytes digest) {
    return put(0x0e0, digest);
  }

  /** AUTHOR_KEY_DIGEST, 48 bytes. */
  public ReportDraft authorKeyDigest(Bytes digest) {
    return put(0x110, digest);
  }

  /** REPORT_ID, 32 bytes. */
  public ReportDraft reportId(Bytes id) {
    return put(0x140, id);
  }

  /** REPORT_ID_MA, 32 bytes; all FF without a migration agent. */
  public ReportDraft migrationAgent(Bytes id) {
    return put(0x160, id);
  }

  /** REPORTED_TCB, 8 bytes. */
  public ReportDraft reportedTcb(Bytes tcb) {
    return put(0x180, tcb);
  }

  /** CPUID family, model and stepping, which came with version 3. */
  public ReportDraft cpuid(Cpuid cpuid) {
    out.put(0x188, (byte) cpuid.family());
    out.put(0x189, (byte) cpuid.model());
    out.put(0x18a, (byte) cpuid.stepping());
    return this;
  }

  /** CHIP_ID, at most 64 bytes; zero where masked. */
  public ReportDraft chipId(Bytes id) {
    return put(0x1a0, Bytes.of(new byte[64])).put(0x1a0, id);
  }

  /** COMMITTED_TCB, 8 bytes. */
  public ReportDraft committedTcb(Bytes tcb) {
    return put(0x1e0, tcb);
  }

  /** The firmware that runs. */
  public ReportDraft currentFirmware(FirmwareVersion version) {
    return firmware(0x1e8, version);
  }

  /** The firmware that cannot be rolled back behind. */
  public ReportDraft committedFirmware(FirmwareVersion version) {
    return firmware(0x1ec, version);
  }

  /** LAUNCH_TCB, 8 bytes. */
  public ReportDraft launchTcb(Bytes tcb) {
    return put(0x1f0, tcb);
  }

  /** LAUNCH_MIT_VECTOR, which came with version 5. */
  public ReportDraft launchMitigations(long bits) {
    return u64(0x1f8, bits);
  }

  /** CURRENT_MIT_VECTOR, which came with version 5. */
  public ReportDraft currentMitigations(long bits) {
    return u64(0x200, bits);
  }

  /** Any bytes anywhere, the reserved ones included. */
  public ReportDraft put(int at, Bytes bytes) {
    out.put(at, bytes.toArray());
    return this;
  }

  private ReportDraft u32(int at, long value) {
    out.putInt(at, (int) value);
    return this;
  }

  private ReportDraft u64(int at, long value) {
    out.putLong(at, value);
    return this;
  }

  private ReportDraft firmware(int at, FirmwareVersion version) {
    out.put(at, (byte) version.build());
    out.put(at + 1, (byte) version.minor());
    out.put(at + 2, (byte) version.major());
    return this;
  }

  /** The report, signed over its first 0x2a0 bytes. */
  Bytes signedBy(EcKey key) {
    var signature = key.numbers(Bytes.of(out.array()).slice(0, SnpReport.SIGNED).toArray());
    littleEndian(SIGNATURE_R, signature.r());
    littleEndian(SIGNATURE_S, signature.s());
    return Bytes.of(out.array());
  }

  private void littleEndian(int at, BigInteger number) {
    var bigEndian = BigIntegers.asUnsignedByteArray(SIGNATURE_FIELD, number);
    for (var i = 0; i < SIGNATURE_FIELD; i++) {
      out.put(at + i, bigEndian[SIGNATURE_FIELD - 1 - i]);
    }
  }
}
