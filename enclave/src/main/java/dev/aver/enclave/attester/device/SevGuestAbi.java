// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;

/**
 * The structures of {@code include/uapi/linux/sev-guest.h} under the names they have there
 * (attestation.md, 2.1). SEV-SNP is x86-64 alone: the machine's order of bytes is little-endian.
 */
final class SevGuestAbi {
  /** {@code struct snp_report_req}, 96 bytes. */
  static final StructLayout REPORT_REQUEST =
      structLayout(
          sequenceLayout(64, JAVA_BYTE).withName("user_data"),
          JAVA_INT.withName("vmpl"),
          sequenceLayout(28, JAVA_BYTE).withName("rsvd"));

  /** {@code struct snp_ext_report_req}, 112 bytes. */
  static final StructLayout EXTENDED_REQUEST =
      structLayout(
          REPORT_REQUEST.withName("data"),
          JAVA_LONG.withName("certs_address"),
          JAVA_INT.withName("certs_len"),
          paddingLayout(4));

  /** {@code struct snp_report_resp}, 4000 bytes. */
  static final MemoryLayout REPORT_RESPONSE = sequenceLayout(4000, JAVA_BYTE).withName("data");

  /** {@code struct snp_guest_request_ioctl}, 32 bytes; the last two are {@code exitinfo2}. */
  static final StructLayout GUEST_REQUEST =
      structLayout(
          JAVA_BYTE.withName("msg_version"),
          paddingLayout(7),
          JAVA_LONG.withName("req_data"),
          JAVA_LONG.withName("resp_data"),
          JAVA_INT.withName("fw_error"),
          JAVA_INT.withName("vmm_error"));

  /** {@code SNP_GET_REPORT}. */
  static final long GET_REPORT = readWrite(0);

  /** {@code SNP_GET_EXT_REPORT}. */
  static final long GET_EXT_REPORT = readWrite(2);

  /** {@code SNP_GUEST_VMM_ERR_INVALID_LEN}: the table of certificates has no room. */
  static final int VMM_INVALID_LENGTH = 1;

  /** {@code SNP_GUEST_VMM_ERR_BUSY}: the host throttles. */
  static final int VMM_BUSY = 2;

  /** What the driver sets before it asks: the request did not get to the firmware. */
  static final int FW_NOT_CALLED = 0xff;

  /** {@code SEV_RET_INVALID_PARAM}. */
  static final int FW_INVALID_PARAMETER = 0x16;

  private SevGuestAbi() {}

  /** {@code _IOWR('S', number, struct snp_guest_request_ioctl)}. */
  private static long readWrite(int number) {
    return 3L << 30 | GUEST_REQUEST.byteSize() << 16 | (long) 'S' << 8 | number;
  }
}
