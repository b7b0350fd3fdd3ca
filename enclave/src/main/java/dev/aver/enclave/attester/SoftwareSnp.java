// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.software.Guest;
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
 * The software SEV-SNP machine as hardware: for development and tests. It opens with the first
 * report, on the governor's thread, because making its keys takes seconds and answers need none of
 * them.
 */
final class SoftwareSnp implements HardwareTee {
  /** The root as text, beside the keys, for whoever wants to name it. */
  static final String ANCHOR = "trust-anchor.pem";

  private static final Logger LOG = Logger.getLogger(SoftwareSnp.class);
  private static final Duration PACE = Duration.ofMillis(100);

  private final Path directory;
  private final Clock clock;
  private final SecureRandom random;
  private final Bytes measurement;
  private @Nullable SoftwareTee machine;

  /**
   * Keeps its keys in {@code directory}.
   *
   * @param measurement 48 bytes in place of the launch digest
   */
  SoftwareSnp(Path directory, Clock clock, SecureRandom random, Bytes measurement) {
    this.directory = directory;
    this.clock = clock;
    this.random = random;
    this.measurement = measurement;
  }

  @Override
  public String name() {
    return "software-snp";
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
    var endorsements = opened.endorsements();
    return new Quoted(
        opened.report(reportData),
        Json.object()
            .put("vek", endorsements.vek().base64Url())
            .put("ask", endorsements.ask().base64Url())
            .put("ark", endorsements.ark().base64Url())
            .put("crl", endorsements.crl().orElseThrow().base64Url())
            .build());
  }

  private SoftwareTee open() throws IOException {
    var opened =
        SoftwareTee.open(
            directory, clock, random, Guest.measured(measurement), Shape.GENOA, LOG::info);
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
