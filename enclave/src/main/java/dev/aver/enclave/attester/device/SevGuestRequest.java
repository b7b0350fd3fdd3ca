// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import static dev.aver.enclave.attester.device.SevGuestAbi.EXTENDED_REQUEST;
import static dev.aver.enclave.attester.device.SevGuestAbi.GUEST_REQUEST;
import static dev.aver.enclave.attester.device.SevGuestAbi.REPORT_REQUEST;
import static dev.aver.enclave.attester.device.SevGuestAbi.REPORT_RESPONSE;
import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import dev.aver.attestation.bytes.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One request to the driver in memory of its own: the argument of the ioctl, the request that it
 * points to, the buffer of the answer, and for an extended one the pages for certificates.
 */
final class SevGuestRequest {
  /** The most that the driver takes, and a whole number of pages. */
  static final int CERTIFICATES = 16 << 10;

  private static final int PAGE = 4096;

  private final MemorySegment argument;
  private final MemorySegment response;
  private final MemorySegment certificates;

  /** Of {@code GET_EXT_REPORT} if {@code extended}, else of {@code GET_REPORT}. */
  SevGuestRequest(Arena arena, Bytes reportData, int vmpl, boolean extended) {
    argument = arena.allocate(GUEST_REQUEST);
    response = arena.allocate(REPORT_RESPONSE);
    certificates = extended ? arena.allocate(CERTIFICATES, PAGE) : MemorySegment.NULL;
    // A segment from an arena is all zero, as every reserved byte has to be.
    var request = arena.allocate(extended ? EXTENDED_REQUEST : REPORT_REQUEST);
    MemorySegment.copy(
        MemorySegment.ofArray(reportData.toArray()), 0, request, 0, ReportSource.REPORT_DATA);
    request.set(ValueLayout.JAVA_INT, offset(REPORT_REQUEST, "vmpl"), vmpl);
    if (extended) {
      var address = offset(EXTENDED_REQUEST, "certs_address");
      request.set(ValueLayout.JAVA_LONG, address, certificates.address());
      request.set(ValueLayout.JAVA_INT, offset(EXTENDED_REQUEST, "certs_len"), CERTIFICATES);
    }
    argument.set(ValueLayout.JAVA_BYTE, offset(GUEST_REQUEST, "msg_version"), (byte) 1);
    argument.set(ValueLayout.JAVA_LONG, offset(GUEST_REQUEST, "req_data"), request.address());
    argument.set(ValueLayout.JAVA_LONG, offset(GUEST_REQUEST, "resp_data"), response.address());
  }

  private static long offset(MemoryLayout layout, String name) {
    return layout.byteOffset(groupElement(name));
  }

  /** For the ioctl. */
  MemorySegment argument() {
    return argument;
  }

  /** What the firmware said; {@link SevGuestAbi#FW_NOT_CALLED} if it was not asked. */
  int firmwareError() {
    return argument.get(ValueLayout.JAVA_INT, offset(GUEST_REQUEST, "fw_error"));
  }

  /** What the host said. */
  int hostError() {
    return argument.get(ValueLayout.JAVA_INT, offset(GUEST_REQUEST, "vmm_error"));
  }

  /** All 4000 bytes. */
  Bytes response() {
    return Bytes.of(response.toArray(ValueLayout.JAVA_BYTE));
  }

  /** All pages of an extended request. */
  Bytes certificates() {
    return Bytes.of(certificates.toArray(ValueLayout.JAVA_BYTE));
  }
}
