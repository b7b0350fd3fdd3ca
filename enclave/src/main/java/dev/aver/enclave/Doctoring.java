// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.enclave.attester.device.LinuxFiles;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.attester.device.Timing;
import dev.aver.enclave.attester.doctor.Doctor;
import dev.aver.enclave.attester.doctor.Patient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * The enclave's jar as {@code doctor [--json] [--privilege-level N] [--endorsements FILE]
 * [--trust-anchor PEM]}: looks at this machine's hardware and starts no enclave.
 */
final class Doctoring {
  static final String COMMAND = "doctor";

  private static final int USAGE = 2;
  private static final int MAX_FILE = 4 << 20;

  private boolean json;
  private Optional<Integer> privilegeLevel = Optional.empty();
  private Optional<Json.Obj> endorsements = Optional.empty();
  private TrustAnchors anchors = TrustAnchors.vendor();

  private Doctoring() {}

  /** The exit status. */
  static int run(
      List<String> arguments, Timing timing, long wallMillis, PrintStream out, PrintStream err) {
    var doctoring = new Doctoring();
    try {
      doctoring.read(arguments);
      return doctoring.run(timing, wallMillis, out);
    } catch (IllegalArgumentException | IOException | Rejected e) {
      err.println("doctor: " + e.getMessage());
      return USAGE;
    }
  }

  private void read(List<String> arguments) throws IOException, Rejected {
    var left = arguments.iterator();
    while (left.hasNext()) {
      var option = left.next();
      if (option.equals("--json")) {
        json = true;
      } else if (!left.hasNext()) {
        throw new IllegalArgumentException(option + " is no option, or lacks its value");
      } else {
        read(option, left.next());
      }
    }
  }

  private void read(String option, String value) throws IOException, Rejected {
    switch (option) {
      case "--privilege-level" -> {
        if (!value.matches("[0-3]")) {
          throw new IllegalArgumentException("privilege levels are 0 to 3, not " + value);
        }
        privilegeLevel = Optional.of(Integer.parseInt(value));
      }
      case "--endorsements" -> {
        var document = JsonReader.document(file(value), MAX_FILE);
        if (!(document instanceof Json.Obj members)) {
          throw new IllegalArgumentException(value + " is no object");
        }
        endorsements = Optional.of(members);
      }
      case "--trust-anchor" -> anchors = anchors.withSoftware(List.of(file(value)));
      default -> throw new IllegalArgumentException("no option " + option);
    }
  }

  private static Bytes file(String name) throws IOException {
    var path = Path.of(name);
    if (Files.size(path) > MAX_FILE) {
      throw new IOException(name + " is larger than " + MAX_FILE + " bytes");
    }
    return Bytes.of(Files.readAllBytes(path));
  }

  private int run(Timing timing, long wallMillis, PrintStream out) throws IOException {
    var patient =
        new Patient(
            new Patient.Platform(System.getProperty("os.name"), System.getProperty("os.arch")),
            new LinuxFiles(),
            new SevGuest(privilegeLevel.orElse(0)),
            new SecureRandom(),
            timing,
            wallMillis,
            privilegeLevel,
            endorsements,
            anchors);
    var diagnosis = new Doctor(patient).examine();
    if (json) {
      out.println(JsonWriter.write(diagnosis.toJson()));
    } else {
      diagnosis.lines().forEach(out::println);
    }
    return diagnosis.exitStatus();
  }
}
