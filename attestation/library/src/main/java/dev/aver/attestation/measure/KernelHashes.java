// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The table by which a directly booted kernel, its initial RAM disk and its command line become
 * part of the measurement (QEMU, {@code SevHashTable}).
 */
public record KernelHashes(Digest kernel, Digest initrd, Digest commandLine) {
  private static final Bytes TABLE = Guid.parse("9438d606-4f22-4cc9-b479-a793d411fd21");
  private static final Bytes COMMAND_LINE = Guid.parse("97d02dd8-bd20-4c94-aa78-e7714d36ab2a");
  private static final Bytes INITRD = Guid.parse("44baf731-3a2f-4bd7-9af1-41e29169781d");
  private static final Bytes KERNEL = Guid.parse("4de79437-abd2-427f-b835-d5b172d2045b");
  private static final int HEADER = Guid.SIZE + 2;
  private static final int ENTRY = HEADER + Digest.SIZE;
  private static final int SIZE = HEADER + 3 * ENTRY;

  /**
   * Hashes what is booted. Without a RAM disk its hash is that of no bytes; the command line is
   * hashed with the zero byte that ends it.
   */
  public static KernelHashes of(Bytes kernel, Bytes initrd, String commandLine) {
    return new KernelHashes(
        Hashes.sha256(kernel),
        Hashes.sha256(initrd),
        Hashes.sha256(Bytes.utf8(commandLine), Bytes.of((byte) 0)));
  }

  /**
   * The whole page that holds the table at {@code address}, zero elsewhere.
   *
   * @throws Rejected {@link Reason#FIRMWARE_FORMAT} if the table would cross the end of the page
   */
  Bytes page(long address) throws Rejected {
    var offset = (int) (address % LaunchDigest.PAGE);
    if (offset > LaunchDigest.PAGE - SIZE) {
      throw new Rejected(Reason.FIRMWARE_FORMAT, "the table of kernel hashes crosses its page");
    }
    var page = ByteBuffer.allocate(LaunchDigest.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    page.position(offset);
    page.put(TABLE.toArray()).putShort((short) SIZE);
    entry(page, COMMAND_LINE, commandLine);
    entry(page, INITRD, initrd);
    entry(page, KERNEL, kernel);
    return Bytes.of(page.array());
  }

  private static void entry(ByteBuffer page, Bytes guid, Digest hash) {
    page.put(guid.toArray()).putShort((short) ENTRY).put(hash.toArray());
  }
}
