// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The fields of one attestation report: 1184 bytes, integers little-endian (AMD 56860;
 * attestation.md, 1). {@link #parse} also demands the form of a report; nothing here says that it
 * is authentic. Only the first {@link #SIGNED} bytes are signed.
 */
public final class SnpReport {
  /** The size of a report. */
  public static final int SIZE = 0x4a0;

  /** The bytes that the signature covers. */
  public static final int SIGNED = 0x2a0;

  private final Bytes raw;
  private final ByteBuffer fields;

  private SnpReport(Bytes raw) {
    this.raw = raw;
    this.fields = raw.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads fields whatever they hold.
   *
   * @throws Rejected {@link Reason#REPORT_LENGTH}, nothing else
   */
  public static SnpReport read(Bytes raw) throws Rejected {
    if (raw.size() != SIZE) {
      throw new Rejected(Reason.REPORT_LENGTH, raw.size() + " bytes, not " + SIZE);
    }
    return new SnpReport(raw);
  }

  /**
   * Reads a report that has the form of one.
   *
   * @throws Rejected the first rule of step 1 that it breaks
   */
  public static SnpReport parse(Bytes raw) throws Rejected {
    var report = read(raw);
    for (var violation : ReportForm.violations(report)) {
      throw violation;
    }
    return report;
  }

  /** All of it. */
  public Bytes raw() {
    return raw;
  }

  /** The bytes that are signed. */
  public Bytes signedPart() {
    return raw.slice(0, SIGNED);
  }

  /** VERSION, unsigned. */
  public long version() {
    return u32(0x000);
  }

  /** GUEST_SVN, unsigned. */
  public long guestSvn() {
    return u32(0x004);
  }

  /** POLICY of the guest. */
  public GuestPolicy policy() {
    return new GuestPolicy(fields.getLong(0x008));
  }

  /** FAMILY_ID, 16 bytes. */
  public Bytes familyId() {
    return raw.slice(0x010, 0x020);
  }

  /** IMAGE_ID, 16 bytes. */
  public Bytes imageId() {
    return raw.slice(0x020, 0x030);
  }

  /** VMPL, unsigned: 0 to 3 if a guest asked, 2^32-1 if the host did. */
  public long vmpl() {
    return u32(0x030);
  }

  /** SIGNATURE_ALGO, unsigned. */
  public long signatureAlgorithm() {
    return u32(0x034);
  }

  /** CURRENT_TCB, 8 bytes. */
  public Bytes currentTcb() {
    return raw.slice(0x038, 0x040);
  }

  /** PLATFORM_INFO. */
  public PlatformInfo platformInfo() {
    return new PlatformInfo(fields.getLong(0x040));
  }

  /** SIGNER_INFO. */
  public SignerInfo signerInfo() {
    return new SignerInfo(u32(0x048));
  }

  /** REPORT_DATA, 64 bytes chosen by the guest. */
  public Bytes reportData() {
    return raw.slice(0x050, 0x090);
  }

  /** MEASUREMENT, 48 bytes: the launch digest. */
  public Bytes measurement() {
    return raw.slice(0x090, 0x0c0);
  }

  /** HOST_DATA, 32 bytes chosen by the host. */
  public Bytes hostData() {
    return raw.slice(0x0c0, 0x0e0);
  }

  /** ID_KEY_DIGEST, 48 bytes. */
  public Bytes idKeyDigest() {
    return raw.slice(0x0e0, 0x110);
  }

  /** AUTHOR_KEY_DIGEST, 48 bytes. */
  public Bytes authorKeyDigest() {
    return raw.slice(0x110, 0x140);
  }

  /** REPORT_ID, 32 bytes of this guest instance. */
  public Bytes reportId() {
    return raw.slice(0x140, 0x160);
  }

  /** REPORT_ID_MA, 32 bytes of its migration agent; all FF without one. */
  public Bytes reportIdOfMigrationAgent() {
    return raw.slice(0x160, 0x180);
  }

  /** REPORTED_TCB, 8 bytes: the VEK is derived from it. */
  public Bytes reportedTcb() {
    return raw.slice(0x180, 0x188);
  }

  /** CPUID family, model and stepping; absent before version 3. */
  public Optional<Cpuid> cpuid() {
    return version() < 3
        ? Optional.empty()
        : Optional.of(new Cpuid(u8(0x188), u8(0x189), u8(0x18a)));
  }

  /** CHIP_ID, 64 bytes; zero where masked. */
  public Bytes chipId() {
    return raw.slice(0x1a0, 0x1e0);
  }

  /** COMMITTED_TCB, 8 bytes. */
  public Bytes committedTcb() {
    return raw.slice(0x1e0, 0x1e8);
  }

  /** The firmware that runs. */
  public FirmwareVersion currentFirmware() {
    return firmware(0x1e8);
  }

  /** The firmware that cannot be rolled back behind. */
  public FirmwareVersion committedFirmware() {
    return firmware(0x1ec);
  }

  /** LAUNCH_TCB, 8 bytes. */
  public Bytes launchTcb() {
    return raw.slice(0x1f0, 0x1f8);
  }

  /** LAUNCH_MIT_VECTOR; zero before version 5. */
  public long launchMitigations() {
    return fields.getLong(0x1f8);
  }

  /** CURRENT_MIT_VECTOR; zero before version 5. */
  public long currentMitigations() {
    return fields.getLong(0x200);
  }

  /** The signature's r: 72 bytes, little-endian. */
  public Bytes signatureR() {
    return raw.slice(0x2a0, 0x2e8);
  }

  /** The signature's s: 72 bytes, little-endian. */
  public Bytes signatureS() {
    return raw.slice(0x2e8, 0x330);
  }

  private FirmwareVersion firmware(int at) {
    return new FirmwareVersion(u8(at + 2), u8(at + 1), u8(at));
  }

  private int u8(int at) {
    return fields.get(at) & 0xff;
  }

  private long u32(int at) {
    return fields.getInt(at) & 0xffff_ffffL;
  }
}
