// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.ReportResponse;
import dev.aver.enclave.attester.device.NoReport.Why;
import java.lang.foreign.Arena;

/**
 * Reports by {@code /dev/sev-guest} (attestation.md, 2.1), for kernels without configfs-tsm. It
 * asks for the host's certificates too, and without them where they do not fit into what the driver
 * takes. The driver itself waits while the host throttles, up to 60 s; nothing is retried here.
 */
public final class SevGuest implements ReportSource {
  private final GuestDevice.Opener opener;
  private final int vmpl;

  /** The device of this machine, asked for reports at this privilege level, 0 to 3. */
  public SevGuest(int vmpl) {
    this(LinuxGuestDevice::open, vmpl);
  }

  /** The same over another device. */
  SevGuest(GuestDevice.Opener opener, int vmpl) {
    this.opener = opener;
    this.vmpl = vmpl;
  }

  /**
   * Opens the device and closes it.
   *
   * @throws NoReport with {@link Why#ABSENT} or {@link Why#FORBIDDEN} if that does not work
   */
  public void probe() throws NoReport {
    try {
      opener.open().close();
    } catch (SystemCallFailed e) {
      throw NoReport.of(e, "opening " + LinuxGuestDevice.PATH);
    }
  }

  @Override
  public RawReport report(Bytes reportData) throws NoReport {
    if (reportData.size() != REPORT_DATA) {
      throw new IllegalArgumentException(reportData.size() + " bytes of report data, not 64");
    }
    try (var device = opener.open();
        var arena = Arena.ofConfined()) {
      return report(device, arena, reportData);
    } catch (SystemCallFailed e) {
      throw NoReport.of(e, "using " + LinuxGuestDevice.PATH);
    }
  }

  private RawReport report(GuestDevice device, Arena arena, Bytes reportData) throws NoReport {
    var extended = new SevGuestRequest(arena, reportData, vmpl, true);
    try {
      device.ioctl(SevGuestAbi.GET_EXT_REPORT, extended.argument());
      return new RawReport(reportIn(extended), extended.certificates());
    } catch (SystemCallFailed e) {
      if (extended.hostError() != SevGuestAbi.VMM_INVALID_LENGTH) {
        throw failed(e, extended);
      }
    }
    var plain = new SevGuestRequest(arena, reportData, vmpl, false);
    try {
      device.ioctl(SevGuestAbi.GET_REPORT, plain.argument());
      return new RawReport(reportIn(plain), Bytes.EMPTY);
    } catch (SystemCallFailed e) {
      throw failed(e, plain);
    }
  }

  private static Bytes reportIn(SevGuestRequest request) throws NoReport {
    try {
      return ReportResponse.report(request.response());
    } catch (Rejected e) {
      throw new NoReport(Why.MALFORMED, "the driver's answer: " + e.getMessage());
    }
  }

  private static NoReport failed(SystemCallFailed e, SevGuestRequest request) {
    if (e.errno() == Errno.ENOTTY) {
      return new NoReport(
          Why.KEY_WIPED,
          "the guest's message key is wiped after an unexpected failure: reboot this machine");
    }
    var said = e.getMessage() + ", " + firmware(request) + ", " + host(request);
    if (request.hostError() == SevGuestAbi.VMM_BUSY) {
      return new NoReport(Why.TIMED_OUT, "the host throttles: " + said);
    }
    return new NoReport(NoReport.of(e, "").why(), said);
  }

  private static String firmware(SevGuestRequest request) {
    return switch (request.firmwareError()) {
      case 0 -> "no firmware error";
      case SevGuestAbi.FW_NOT_CALLED -> "firmware not asked";
      case SevGuestAbi.FW_INVALID_PARAMETER -> "fw_error 0x16 (invalid parameter)";
      default -> "fw_error 0x" + Integer.toHexString(request.firmwareError());
    };
  }

  private static String host(SevGuestRequest request) {
    return switch (request.hostError()) {
      case 0 -> "no host error";
      case SevGuestAbi.VMM_INVALID_LENGTH -> "vmm_error 1 (invalid length)";
      case SevGuestAbi.VMM_BUSY -> "vmm_error 2 (busy)";
      default -> "vmm_error 0x" + Integer.toHexString(request.hostError());
    };
  }
}
