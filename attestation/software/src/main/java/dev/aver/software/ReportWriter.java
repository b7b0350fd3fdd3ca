// SPDX-License-Identifier: Apache-2.0
package dev.aver.software;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.SnpReport;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bouncycastle.util.BigIntegers;

/**
 * Writes a report of version 5 as firmware lays it out: 1184 bytes, integers little-endian, all
 * that is reserved zero (AMD 56860; attestation.md, 1).
 */
final class ReportWriter {
  private static final int VERSION = 5;
  private static final int ECDSA_P384_SHA384 = 1;

  /** SMT, ECC memory, alias check complete. */
  private static final long PLATFORM_INFO = 0x25;

  private static final int SIGNATURE_FIELD = 72;

  private final ByteBuffer out = ByteBuffer.allocate(SnpReport.SIZE).order(ByteOrder.LITTLE_ENDIAN);

  private ReportWriter() {}

  static Bytes write(Machine machine, Guest guest, Bytes reportId, Bytes reportData) {
    var writer = new ReportWriter();
    writer.guest(guest, reportId, reportData);
    writer.machine(machine);
    var signature = machine.key().sign(Bytes.of(writer.out.array()).slice(0, SnpReport.SIGNED));
    writer.littleEndian(0x2a0, signature.r());
    writer.littleEndian(0x2e8, signature.s());
    return Bytes.of(writer.out.array());
  }

  private void guest(Guest guest, Bytes reportId, Bytes reportData) {
    out.putInt(0x000, VERSION);
    out.putInt(0x004, (int) guest.svn());
    out.putLong(0x008, guest.policy().bits());
    put(0x010, guest.familyId());
    put(0x020, guest.imageId());
    out.putInt(0x030, guest.vmpl());
    put(0x050, reportData);
    put(0x090, guest.measurement());
    put(0x0c0, guest.hostData());
    put(0x0e0, guest.idKeyDigest());
    put(0x140, reportId);
    for (var at = 0x160; at < 0x180; at++) {
      out.put(at, (byte) 0xff); // no migration agent
    }
  }

  private void machine(Machine machine) {
    var shape = machine.shape();
    var tcb = shape.product().layout().encode(shape.tcb());
    out.putInt(0x034, ECDSA_P384_SHA384);
    put(0x038, tcb);
    out.putLong(0x040, PLATFORM_INFO);
    put(0x180, tcb);
    out.put(0x188, (byte) shape.cpuid().family());
    out.put(0x189, (byte) shape.cpuid().model());
    out.put(0x18a, (byte) shape.cpuid().stepping());
    put(0x1a0, machine.chipId()); // shorter ids leave the rest zero
    put(0x1e0, tcb);
    firmware(0x1e8, Shape.FIRMWARE);
    firmware(0x1ec, Shape.FIRMWARE);
    put(0x1f0, tcb);
  }

  private void firmware(int at, FirmwareVersion version) {
    out.put(at, (byte) version.build());
    out.put(at + 1, (byte) version.minor());
    out.put(at + 2, (byte) version.major());
  }

  private void put(int at, Bytes bytes) {
    out.put(at, bytes.toArray());
  }

  private void littleEndian(int at, BigInteger number) {
    var bigEndian = BigIntegers.asUnsignedByteArray(SIGNATURE_FIELD, number);
    for (var i = 0; i < SIGNATURE_FIELD; i++) {
      out.put(at + i, bigEndian[SIGNATURE_FIELD - 1 - i]);
    }
  }
}
