// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Linux's {@code /dev/sev-guest}, from the side of the driver: follows the pointers of the ioctl's
 * argument and finds every member at the offset that the C header gives it, as numbers.
 */
@SuppressWarnings("restricted")
final class ImitatedSevGuest implements GuestDevice {
  static final long GET_REPORT = 0xc0205300L;
  static final long GET_EXT_REPORT = 0xc0205302L;

  private static final ValueLayout.OfInt U32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong U64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int RESPONSE = 4000;
  private static final int HEADER = 32;
  private static final int PAGE = 4096;
  private static final int MOST_CERTIFICATES = 16 << 10;

  /** The requests that came, their 96 bytes. */
  final List<Bytes> requests = new ArrayList<>();

  /** The numbers of the ioctls that came. */
  final List<Long> numbers = new ArrayList<>();

  /** What the host has for the guest. */
  Bytes certificates = Bytes.EMPTY;

  /** Status in the firmware's own answer. */
  int status;

  /** Set: the driver fails with these. */
  Errno errno;

  int firmwareError;
  int hostError;
  int opened;

  @Override
  public void ioctl(long number, MemorySegment argument) throws SystemCallFailed {
    numbers.add(number);
    var call = at(argument.address(), 32);
    if (call.get(ValueLayout.JAVA_BYTE, 0) == 0) {
      throw new SystemCallFailed("ioctl", Errno.EINVAL);
    }
    call.set(U32, 24, 0xff); // SEV_RET_NO_FW_CALL until the firmware was asked
    call.set(U32, 28, 0);
    var extended = number == GET_EXT_REPORT;
    var request = at(call.get(U64, 8), extended ? 112 : 96);
    requests.add(Bytes.of(request.asSlice(0, 96).toArray(ValueLayout.JAVA_BYTE)));
    if (extended) {
      handCertificates(request, call);
    }
    if (errno != null) {
      call.set(U32, 24, firmwareError);
      call.set(U32, 28, hostError);
      throw new SystemCallFailed("ioctl", errno);
    }
    call.set(U32, 24, 0);
    answer(request, at(call.get(U64, 16), RESPONSE));
  }

  private void handCertificates(MemorySegment request, MemorySegment call) throws SystemCallFailed {
    var length = request.get(U32, 104);
    if (length % PAGE != 0 || length > MOST_CERTIFICATES || request.get(U64, 96) % PAGE != 0) {
      throw new SystemCallFailed("ioctl", Errno.EINVAL);
    }
    if (certificates.size() > length) {
      request.set(U32, 104, (certificates.size() + PAGE - 1) / PAGE * PAGE);
      call.set(U32, 28, 1);
      throw new SystemCallFailed("ioctl", Errno.EIO);
    }
    var pages = at(request.get(U64, 96), length);
    MemorySegment.copy(
        MemorySegment.ofArray(certificates.toArray()), 0, pages, 0, certificates.size());
  }

  private void answer(MemorySegment request, MemorySegment response) {
    var data = Bytes.of(request.asSlice(0, 64).toArray(ValueLayout.JAVA_BYTE));
    var report = FormedReport.over(data);
    response.set(U32, 0, status);
    response.set(U32, 4, report.size());
    MemorySegment.copy(MemorySegment.ofArray(report.toArray()), 0, response, HEADER, report.size());
  }

  private static MemorySegment at(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }

  @Override
  public void close() {
    opened--;
  }

  GuestDevice open() {
    opened++;
    return this;
  }
}
