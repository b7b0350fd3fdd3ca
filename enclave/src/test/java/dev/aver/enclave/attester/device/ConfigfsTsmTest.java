// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.enclave.attester.device.NoReport.Why;
import java.io.InterruptedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against an imitation of the kernel's side. */
class ConfigfsTsmTest {
  private static final Bytes DATA =
      Hashes.sha256(Bytes.utf8("a")).bytes().plus(Hashes.sha256(Bytes.utf8("b")).bytes());
  private static final Bytes OTHER = Bytes.of(new byte[64]);
  private static final Bytes TABLE = Bytes.utf8("a table of certificates");

  private final ImitatedConfigfs kernel = new ImitatedConfigfs();
  private final PassingTime time = new PassingTime();
  private final SecureRandom random = new SecureRandom();

  @AfterEach
  void nothingStaysBehind() {
    assertEquals(List.of(), kernel.names());
  }

  private ConfigfsTsm source(Optional<Integer> privilegeLevel) {
    return new ConfigfsTsm(kernel, "sev_guest", privilegeLevel, random, time);
  }

  private RawReport report() throws Exception {
    return source(Optional.empty()).report(DATA);
  }

  private void refused(Why why) {
    assertEquals(why, assertThrows(NoReport.class, this::report).why());
  }

  private ImitatedConfigfs.Output output(Bytes inblob) {
    return new ImitatedConfigfs.Output(FormedReport.over(inblob), TABLE);
  }

  @Test
  void theReportAndTheHostsTableCome() throws Exception {
    kernel.driver = (inblob, _) -> output(inblob);
    assertEquals(new RawReport(FormedReport.over(DATA), TABLE), report());
  }

  @Test
  void noTableIsNoError() throws Exception {
    assertEquals(Bytes.EMPTY, report().certificates());
  }

  @Test
  void everyRequestHasAFolderThatNobodyCanGuess() throws Exception {
    var names = new ArrayList<String>();
    kernel.driver =
        (inblob, _) -> {
          names.addAll(kernel.names());
          return output(inblob);
        };
    report();
    report();
    assertEquals(2, names.size());
    assertNotEquals(names.get(0), names.get(1));
    assertTrue(names.get(0).matches(ConfigfsTsm.FOLDER + "/aver-[0-9a-f]{32}"), names.get(0));
  }

  @Test
  void thePrivilegeLevelIsWrittenAsTextAndCounted() throws Exception {
    var levels = new ArrayList<Integer>();
    kernel.privilegeFloor = 1;
    kernel.driver =
        (inblob, level) -> {
          levels.add(level);
          return output(inblob);
        };
    source(Optional.of(2)).report(DATA);
    report();
    assertEquals(List.of(2, 1), levels);
    var below = assertThrows(NoReport.class, () -> source(Optional.of(0)).report(DATA));
    assertEquals(Why.INVALID, below.why());
  }

  @Test
  void anyOtherSizeIsAMistakeOfOurs() {
    for (var size : List.of(0, 63, 65)) {
      var data = Bytes.of(new byte[size]);
      assertThrows(
          IllegalArgumentException.class, () -> source(Optional.empty()).report(data), "" + size);
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyErrorHasItsReason(Errno errno, Why why) {
    kernel.driver =
        (_, _) -> {
          throw new SystemCallFailed("read", errno);
        };
    refused(why);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(Errno.ETIMEDOUT, Why.TIMED_OUT),
        Arguments.of(Errno.EIO, Why.HOST_ERROR),
        Arguments.of(Errno.ENXIO, Why.ABSENT),
        Arguments.of(Errno.EFBIG, Why.TOO_LARGE),
        Arguments.of(Errno.EINVAL, Why.INVALID),
        Arguments.of(Errno.EPERM, Why.FORBIDDEN),
        Arguments.of(Errno.OTHER, Why.SYSTEM),
        Arguments.of(Errno.EBUSY, Why.BUSY),
        Arguments.of(Errno.EINTR, Why.BUSY));
  }

  @Test
  void aRequestInFlightIsWaitedFor() throws Exception {
    var busy = new int[] {3};
    kernel.driver =
        (inblob, _) -> {
          if (busy[0]-- > 0) {
            throw new SystemCallFailed("read", Errno.EBUSY);
          }
          return output(inblob);
        };
    assertEquals(FormedReport.over(DATA), report().report());
  }

  @Test
  void butNotForEver() {
    var began = time.millis();
    kernel.driver =
        (_, _) -> {
          throw new SystemCallFailed("read", Errno.EBUSY);
        };
    refused(Why.BUSY);
    assertTrue(time.millis() - began <= ConfigfsTsm.DEADLINE_MILLIS);
    assertTrue(time.millis() - began > ConfigfsTsm.DEADLINE_MILLIS - ConfigfsTsm.PAUSE_MILLIS);
  }

  @Test
  void aSlowHostIsNotAskedAgainAfterTheDeadline() {
    kernel.driver =
        (_, _) -> {
          time.pass(ConfigfsTsm.DEADLINE_MILLIS);
          throw new SystemCallFailed("read", Errno.EBUSY);
        };
    refused(Why.BUSY);
    assertEquals(1, kernel.made);
  }

  @Test
  void aSlowAnswerIsStillAnAnswer() throws Exception {
    kernel.driver =
        (inblob, _) -> {
          time.pass(ConfigfsTsm.DEADLINE_MILLIS + 1);
          return output(inblob);
        };
    assertEquals(FormedReport.over(DATA), report().report());
  }

  @Test
  void anInterruptEndsTheWaiting() {
    kernel.driver =
        (_, _) -> {
          Thread.currentThread().interrupt();
          throw new SystemCallFailed("read", Errno.EINTR);
        };
    assertThrows(InterruptedIOException.class, this::report);
    assertTrue(Thread.interrupted());
  }

  @Test
  void anInputThatWasNotCommittedIsWrittenAgain() throws Exception {
    kernel.commitsToInterrupt = 2;
    assertEquals(FormedReport.over(DATA), report().report());
    assertEquals(3, kernel.made);
    kernel.commitsToInterrupt = Integer.MAX_VALUE;
    refused(Why.NOT_COMMITTED);
  }

  @Test
  void whatSomebodyElseWroteMeanwhileSpoilsTheReport() {
    kernel.driver =
        (inblob, _) -> {
          kernel.write(kernel.names().getFirst() + "/inblob", OTHER);
          return output(inblob);
        };
    refused(Why.INTERFERENCE);
  }

  @Test
  void anEmptyReportIsAnError() {
    kernel.driver = (_, _) -> new ImitatedConfigfs.Output(Bytes.EMPTY, TABLE);
    refused(Why.EMPTY);
  }

  @Test
  void nothingHonestIsSoLarge() {
    var large = Bytes.of(new byte[ConfigfsTsm.MOST + 1]);
    kernel.driver = (_, _) -> new ImitatedConfigfs.Output(large, TABLE);
    refused(Why.TOO_LARGE);
    kernel.driver = (inblob, _) -> new ImitatedConfigfs.Output(FormedReport.over(inblob), large);
    refused(Why.TOO_LARGE);
  }

  @Test
  void anotherProviderIsNotAsked() {
    kernel.provider = "tdx_guest";
    kernel.driver =
        (_, _) -> {
          throw new AssertionError("asked");
        };
    refused(Why.WRONG_PROVIDER);
  }

  @Test
  void aProviderWithoutTableIsRead() throws Exception {
    kernel.provider = "tdx_guest";
    var tdx = new ConfigfsTsm(kernel, "tdx_guest", Optional.empty(), random, time);
    assertEquals(new RawReport(FormedReport.over(DATA), Bytes.EMPTY), tdx.report(DATA));
  }

  @Test
  void theProviderHasAName() throws Exception {
    assertEquals("sev_guest", ConfigfsTsm.provider(kernel, random));
  }

  @Test
  void withoutDriverOrFolderThereIsNone() {
    kernel.driver = null;
    refused(Why.ABSENT);
    kernel.mounted = false;
    refused(Why.ABSENT);
  }

  @Test
  void notEverybodyMayAsk() {
    kernel.permitted = false;
    refused(Why.FORBIDDEN);
  }
}
