// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.enclave.config.Settings;
import dev.aver.software.Shape;
import dev.aver.software.SoftwareTee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A machine in software as hardware: for development and tests. It opens with the first report, on
 * the governor's thread, because making an SNP machine's keys takes seconds and answers need none
 * of them.
 */
final class SoftwareHardware implements HardwareTee {
  /** The root as text, beside the keys, for whoever wants to name it. */
  static final String ANCHOR = "trust-anchor.pem";

  private static final Logger LOG = Logger.getLogger(SoftwareHardware.class);
  private static final Duration PACE = Duration.ofMillis(100);

  private final Path directory;
  private final Clock clock;
  private final SecureRandom random;
  private final Shape shape;
  private final Bytes measurement;
  private @Nullable SoftwareTee machine;

  private SoftwareHardware(
      Path directory, Clock clock, SecureRandom random, Shape shape, Bytes measurement) {
    this.directory = directory;
    this.clock = clock;
    this.random = random;
    this.shape = shape;
    this.measurement = measurement;
  }

  /**
   * The configured machine, with its keys in the configured folder.
   *
   * @param measurement 48 bytes in place of what hardware would have measured at launch
   * @throws IllegalArgumentException with what to do, if there is no folder or no such machine
   */
  static SoftwareHardware of(
      Settings.Attester settings, Clock clock, SecureRandom random, Bytes measurement) {
    var directory =
        settings
            .software()
            .directory()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the software TEE needs aver.attester.software.directory"));
    return new SoftwareHardware(directory, clock, random, shape(settings), measurement);
  }

  /** It must be of the kind that {@code aver.attester.tee} names. */
  private static Shape shape(Settings.Attester settings) {
    var named = settings.software();
    var usual = settings.tee().equals("software-tdx") ? Shape.TDX_15 : Shape.GENOA;
    var shape = Shape.of(named.shape().orElse(usual.model().text()), named.version());
    if (!settings.tee().equals("software") && !settings.tee().equals(shape.tee().text())) {
      throw new IllegalArgumentException(
          "aver.attester.tee is "
              + settings.tee()
              + ", but aver.attester.software.shape is "
              + shape.model().text());
    }
    return shape;
  }

  @Override
  public String name() {
    return shape.tee().text();
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  /** Its first answer is slow because it makes keys, a later one because the machine is busy. */
  @Override
  public boolean throttled() {
    return false;
  }

  @Override
  public Quoted report(Bytes reportData) throws IOException {
    var opened = machine == null ? open() : machine;
    machine = opened;
    return new Quoted(opened.report(reportData), opened.endorsements().toJson());
  }

  private SoftwareTee open() throws IOException {
    var opened = SoftwareTee.open(directory, clock, random, shape, measurement, LOG::info);
    var written = Files.createTempFile(directory, ".anchor", ".pem");
    Files.writeString(written, opened.anchorPem());
    Files.move(
        written,
        directory.resolve(ANCHOR),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    return opened;
  }
}
