// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.enclave.attester.device.NoReport.Why;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against an imitation of the driver that reads the C structures by their offsets. */
class SevGuestTest {
  private static final Bytes DATA = data();

  private final ImitatedSevGuest driver = new ImitatedSevGuest();
  private final SevGuest source = new SevGuest(driver::open, 2);

  private static Bytes data() {
    var data = new byte[64];
    for (var i = 0; i < data.length; i++) {
      data[i] = (byte) (i + 1);
    }
    return Bytes.of(data);
  }

  @AfterEach
  void everyDescriptorIsClosed() {
    assertEquals(0, driver.opened);
  }

  private NoReport refused() {
    return assertThrows(NoReport.class, () -> source.report(DATA));
  }

  private void fails(Errno errno, int firmwareError, int hostError) {
    driver.errno = errno;
    driver.firmwareError = firmwareError;
    driver.hostError = hostError;
  }

  @Test
  void theRequestIsDataPrivilegeLevelAndZeros() throws Exception {
    source.report(DATA);
    var level = Bytes.of((byte) 2, (byte) 0, (byte) 0, (byte) 0);
    assertEquals(List.of(Bytes.concat(DATA, level, Bytes.of(new byte[28]))), driver.requests);
    assertEquals(List.of(ImitatedSevGuest.GET_EXT_REPORT), driver.numbers);
  }

  @Test
  void theReportAndTheHostsPagesCome() throws Exception {
    driver.certificates = Bytes.utf8("a table of certificates");
    var raw = source.report(DATA);
    assertEquals(FormedReport.over(DATA), raw.report());
    assertEquals(16 << 10, raw.certificates().size());
    assertEquals(driver.certificates, raw.certificates().slice(0, driver.certificates.size()));
    assertTrue(
        raw.certificates().slice(driver.certificates.size(), raw.certificates().size()).isZero());
  }

  @Test
  void aTableThatDoesNotFitIsDoneWithout() throws Exception {
    driver.certificates = Bytes.of(new byte[(16 << 10) + 1]);
    assertEquals(new RawReport(FormedReport.over(DATA), Bytes.EMPTY), source.report(DATA));
    assertEquals(
        List.of(ImitatedSevGuest.GET_EXT_REPORT, ImitatedSevGuest.GET_REPORT), driver.numbers);
    assertEquals(driver.requests.get(0), driver.requests.get(1));
  }

  @Test
  void aThrottlingHostIsTold() {
    fails(Errno.ETIMEDOUT, 0xff, 2);
    var refused = refused();
    assertEquals(Why.TIMED_OUT, refused.why());
    assertTrue(refused.getMessage().contains("vmm_error 2 (busy)"), refused.getMessage());
    assertFalse(refused.fatal());
  }

  @Test
  void theFirmwaresOwnErrorIsTold() {
    fails(Errno.EIO, 0x16, 0);
    var refused = refused();
    assertEquals(Why.HOST_ERROR, refused.why());
    assertTrue(refused.getMessage().contains("invalid parameter"), refused.getMessage());
    fails(Errno.EIO, 0x2b, 7);
    var unknown = refused().getMessage();
    assertTrue(unknown.contains("fw_error 0x2b") && unknown.contains("vmm_error 0x7"), unknown);
  }

  @Test
  void aWipedKeyIsTheEnd() {
    fails(Errno.ENOTTY, 0xff, 0);
    var refused = refused();
    assertEquals(Why.KEY_WIPED, refused.why());
    assertTrue(refused.fatal());
    assertTrue(refused.getMessage().contains("reboot"), refused.getMessage());
  }

  @Test
  void anErrorInsideTheAnswerIsNoReport() {
    driver.status = 0x16;
    assertEquals(Why.MALFORMED, refused().why());
  }

  @Test
  void withoutADeviceThereIsNone() {
    var none = GuestDevices.failing(Errno.ENOENT);
    assertEquals(Why.ABSENT, assertThrows(NoReport.class, none::probe).why());
    assertEquals(Why.ABSENT, assertThrows(NoReport.class, () -> none.report(DATA)).why());
  }
}
