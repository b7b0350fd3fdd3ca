// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The MRTD that a trust domain must have, if it is started from this image: SHA-384 over a record
 * for each page that the module adds, and for each 256 bytes that it measures (Intel 348549,
 * TDH.MEM.PAGE.ADD and TDH.MR.EXTEND). It does not change with the number of processors.
 *
 * @param order the host's: the same pages in another order give another value
 */
public record TdLaunch(TdFirmware firmware, Order order) {
  /** In which order a host adds and measures the pages of one section. */
  public enum Order {
    /** Each page is added and measured before the next: Linux since TDX is part of it. */
    PAGE,
    /** All pages are added, then all are measured: hosts with earlier patches. */
    SECTION
  }

  private static final int CHUNK = 256;
  private static final int RECORD = 128;
  private static final int ADDRESS = 16;
  private static final byte[] PAGE_ADD = "MEM.PAGE.ADD".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EXTEND = "MR.EXTEND".getBytes(StandardCharsets.US_ASCII);

  /** MRTD: 48 bytes. */
  public Bytes measurement() {
    var digest = Hashes.begin("SHA-384");
    for (var section : firmware.sections()) {
      if (!section.augmented()) {
        add(section, digest);
      }
    }
    return Bytes.of(digest.digest());
  }

  private void add(TdFirmware.Section section, MessageDigest digest) {
    for (var at = 0L; at < section.size(); at += LaunchDigest.PAGE) {
      digest.update(record(PAGE_ADD, section.address() + at));
      if (section.measured() && order == Order.PAGE) {
        extend(section, at, digest);
      }
    }
    if (section.measured() && order == Order.SECTION) {
      for (var at = 0L; at < section.size(); at += LaunchDigest.PAGE) {
        extend(section, at, digest);
      }
    }
  }

  private static void extend(TdFirmware.Section section, long page, MessageDigest digest) {
    var content = content(section.data(), page);
    for (var at = 0; at < LaunchDigest.PAGE; at += CHUNK) {
      digest.update(record(EXTEND, section.address() + page + at));
      digest.update(content, at, CHUNK);
    }
  }

  /** One page of a section: what its data does not reach is zero. */
  private static byte[] content(Bytes data, long page) {
    if (page >= data.size()) {
      return new byte[LaunchDigest.PAGE];
    }
    var end = (int) Math.min(page + LaunchDigest.PAGE, data.size());
    return Arrays.copyOf(data.slice((int) page, end).toArray(), LaunchDigest.PAGE);
  }

  private static byte[] record(byte[] name, long address) {
    var record = ByteBuffer.allocate(RECORD).order(ByteOrder.LITTLE_ENDIAN);
    record.put(name);
    record.putLong(ADDRESS, address);
    return record.array();
  }
}
