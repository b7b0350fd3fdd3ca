// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.enclave.attester.device.Errno;
import dev.aver.enclave.attester.device.GuestDevices;
import dev.aver.enclave.attester.device.ImitatedConfigfs;
import dev.aver.enclave.attester.device.PassingTime;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.attester.device.SystemCallFailures;
import dev.aver.enclave.attester.doctor.Step.Outcome;
import dev.aver.enclave.attester.doctor.Step.Question;
import dev.aver.software.snp.SnpGuest;
import dev.aver.software.snp.SnpMachine;
import dev.aver.software.snp.SnpShape;
import dev.aver.software.tdx.TdxMachine;
import dev.aver.software.tdx.TdxShape;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On machines that have what each test wants, with software in place of the firmware. */
class DoctorTest {
  private static final Patient.Platform LINUX = new Patient.Platform("Linux", "amd64");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static SnpMachine snp;
  private static TdxMachine tdx;

  private final ImitatedConfigfs configfs = new ImitatedConfigfs();
  private final PassingTime time = new PassingTime();
  private SevGuest device = GuestDevices.failing(Errno.ENOENT);
  private Optional<Json.Obj> endorsements = Optional.empty();
  private Optional<Integer> level = Optional.empty();
  private Patient.Platform platform = LINUX;

  @BeforeAll
  static void machines() throws IOException {
    // Kept between runs: making an SNP machine's keys takes seconds.
    var folder = Path.of(System.getProperty("aver.attester.software.directory"));
    var measurement = Bytes.of(new byte[48]);
    var terms =
        new SnpMachine.Terms(SnpShape.GENOA, 5, SigningKey.VCEK, SnpGuest.measured(measurement));
    snp = SnpMachine.open(folder, Clock.systemUTC(), RANDOM, terms, said -> {});
    tdx =
        TdxMachine.open(
            folder,
            Clock.systemUTC(),
            RANDOM,
            new TdxMachine.Terms(TdxShape.V4_TD_10, measurement));
  }

  private Diagnosis examined() throws Exception {
    var anchors =
        TrustAnchors.none()
            .withSoftware(List.of(Bytes.utf8(snp.anchorPem()), Bytes.utf8(tdx.anchorPem())));
    var patient =
        new Patient(
            platform,
            configfs,
            device,
            RANDOM,
            time,
            System.currentTimeMillis(),
            level,
            endorsements,
            anchors);
    var diagnosis = new Doctor(patient).examine();
    assertEquals(10, diagnosis.steps().size());
    assertEquals(List.of(), configfs.names(), "nothing stays behind");
    return diagnosis;
  }

  private static Set<Question> all(Diagnosis diagnosis, Outcome outcome) {
    return diagnosis.steps().stream()
        .filter(step -> step.outcome() == outcome)
        .map(Step::question)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Question.class)));
  }

  private static Step step(Diagnosis diagnosis, Question question) {
    return diagnosis.steps().stream()
        .filter(step -> step.question() == question)
        .findFirst()
        .orElseThrow();
  }

  private void snpBelow(Bytes table) {
    configfs.driver = (inblob, vmpl) -> new ImitatedConfigfs.Output(snp.report(inblob), table);
  }

  @Test
  void aMachineWithACompleteTableIsWell() throws Exception {
    snpBelow(snp.certTable());
    var diagnosis = examined();
    assertEquals(EnumSet.allOf(Question.class), all(diagnosis, Outcome.PASS), lines(diagnosis));
    assertEquals(Diagnosis.WELL, diagnosis.exitStatus());
    assertTrue(step(diagnosis, Question.REPORT).detail().contains("version 5, Genoa"));
    assertTrue(step(diagnosis, Question.CHAIN).detail().contains("ark-genoa, software"));
  }

  private static String lines(Diagnosis diagnosis) {
    return String.join("\n", diagnosis.lines());
  }

  @Test
  void withoutATableNothingIsWrongAndTheVerdictIsOpen() throws Exception {
    snpBelow(Bytes.EMPTY);
    var diagnosis = examined();
    assertEquals(Diagnosis.OPEN, diagnosis.exitStatus());
    assertEquals(
        EnumSet.of(Question.ENDORSEMENTS, Question.CHAIN, Question.VERDICT),
        all(diagnosis, Outcome.SKIP));
    var todo = step(diagnosis, Question.ENDORSEMENTS).todo().orElseThrow();
    assertTrue(todo.contains("/vcek/v1/Genoa/"), todo);
    assertTrue(todo.contains("?blSPL=10&teeSPL=00&snpSPL=24&ucodeSPL=84"), todo);
    endorsements = Optional.of(snp.endorsements().toJson());
    assertEquals(Diagnosis.WELL, examined().exitStatus(), "given by hand");
  }

  @Test
  void aTdxMachineIsAskedToo() throws Exception {
    configfs.provider = "tdx_guest";
    level = Optional.of(1); // which TDX does not have
    configfs.driver =
        (inblob, vmpl) -> new ImitatedConfigfs.Output(tdx.report(inblob), Bytes.EMPTY);
    var diagnosis = examined();
    assertEquals(Diagnosis.OPEN, diagnosis.exitStatus());
    assertEquals(Outcome.SKIP, diagnosis.outcome(Question.PRIVILEGE_LEVEL));
    endorsements = Optional.of(tdx.endorsements().toJson());
    var whole = examined();
    assertEquals(Diagnosis.WELL, whole.exitStatus(), lines(whole));
  }

  @Test
  void aMachineWithoutHardwareIsToldSo() throws Exception {
    configfs.mounted = false;
    var diagnosis = examined();
    assertEquals(Diagnosis.ILL, diagnosis.exitStatus());
    assertEquals(EnumSet.of(Question.INTERFACE), all(diagnosis, Outcome.FAIL));
    assertEquals(EnumSet.of(Question.MACHINE), all(diagnosis, Outcome.PASS));
    assertTrue(step(diagnosis, Question.INTERFACE).detail().startsWith("no provider"));
    assertTrue(step(diagnosis, Question.VERDICT).detail().contains("rests on interface"));
    assertTrue(step(diagnosis, Question.INTERFACE).todo().isPresent());
  }

  @Test
  void anotherSystemIsNoPlaceToLook() throws Exception {
    platform = new Patient.Platform("Mac OS X", "aarch64");
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.MACHINE), all(diagnosis, Outcome.FAIL));
    assertEquals(Diagnosis.ILL, diagnosis.exitStatus());
  }

  @Test
  void whatOneMayNotUseIsNamed() throws Exception {
    configfs.permitted = false;
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.PERMISSION), all(diagnosis, Outcome.FAIL));
    assertTrue(step(diagnosis, Question.PERMISSION).todo().orElseThrow().contains("root"));
  }

  @Test
  void anUnknownProviderIsNamed() throws Exception {
    configfs.provider = "arm_cca_guest";
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.PROVIDER), all(diagnosis, Outcome.FAIL));
    assertEquals("arm_cca_guest", step(diagnosis, Question.PROVIDER).detail());
  }

  @Test
  void aPrivilegeLevelThatTheGuestMayNotAskForIsNamed() throws Exception {
    snpBelow(snp.certTable());
    configfs.privilegeFloor = 2;
    level = Optional.of(0);
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.PRIVILEGE_LEVEL), all(diagnosis, Outcome.FAIL));
    assertEquals(Outcome.SKIP, diagnosis.outcome(Question.REPORT));
  }

  @ParameterizedTest
  @CsvSource({"EIO,HOST_ERROR", "ETIMEDOUT,TIMED_OUT", "EFBIG,TOO_LARGE"})
  void aReportThatDoesNotComeIsNamed(Errno errno, String why) throws Exception {
    configfs.driver = SystemCallFailures.driver(errno);
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.REPORT), all(diagnosis, Outcome.FAIL));
    assertTrue(step(diagnosis, Question.REPORT).detail().startsWith(why));
  }

  @Test
  void aThrottledHostIsToldOf() throws Exception {
    configfs.driver =
        (inblob, vmpl) -> {
          time.pass(2500);
          return new ImitatedConfigfs.Output(snp.report(inblob), snp("table"));
        };
    var rate = step(examined(), Question.RATE);
    assertEquals(Outcome.PASS, rate.outcome());
    assertTrue(rate.detail().contains("2500 ms"), rate.detail());
    assertTrue(rate.todo().orElseThrow().contains("throttles"));
  }

  private static Bytes snp(String what) {
    try {
      return snp.certTable();
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
  }

  @Test
  void aReportThatNobodyWouldBelieveIsNamedByItsCodes() throws Exception {
    configfs.driver =
        (inblob, vmpl) ->
            new ImitatedConfigfs.Output(snp.sign(snp.draft(inblob).policy(0xb0000)), snp("table"));
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.VERDICT), all(diagnosis, Outcome.FAIL));
    assertTrue(step(diagnosis, Question.VERDICT).detail().contains("POLICY_DEBUG"));
    assertEquals(Diagnosis.ILL, diagnosis.exitStatus());
  }

  @Test
  void certificatesOfAnotherChainAreNamed() throws Exception {
    var own = snp.endorsements().toJson();
    var broken = Json.object();
    own.members()
        .forEach((name, value) -> broken.put(name, name.equals("ask") ? own.get("ark") : value));
    endorsements = Optional.of(broken.build());
    snpBelow(Bytes.EMPTY);
    var diagnosis = examined();
    assertEquals(EnumSet.of(Question.CHAIN, Question.VERDICT), all(diagnosis, Outcome.FAIL));
    assertTrue(step(diagnosis, Question.CHAIN).detail().contains("VEK_"));
  }

  @Test
  void programsGetTheSame() throws Exception {
    configfs.mounted = false;
    var json = JsonWriter.write(examined().toJson());
    assertTrue(json.startsWith("{\"type\":\"aver/doctor/v1\",\"steps\":[{\"name\":\"machine\""));
    assertTrue(json.endsWith("\"exitStatus\":1}"), json);
  }
}
