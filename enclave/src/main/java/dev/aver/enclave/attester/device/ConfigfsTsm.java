// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.enclave.attester.device.NoReport.Why;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reports by configfs-tsm (attestation.md, 2.2). Every try makes a folder of its own with a name
 * nobody can guess, and removes it whatever happens; a report counts only if the folder's
 * generation says that our writes, and nobody else's, went into it.
 *
 * <p>What passes by itself (a request in flight, an interrupted wait, an input that was not
 * committed) is tried again until the deadline. A call inside the kernel cannot be called off: the
 * drivers end it themselves, after 30 s (TDX) or 60 s (SNP).
 */
public final class ConfigfsTsm implements ReportSource {
  /** Where Linux mounts it. */
  public static final String FOLDER = "/sys/kernel/config/tsm/report";

  /** The provider on SEV-SNP. */
  public static final String SEV_GUEST = "sev_guest";

  /** The provider on TDX. */
  public static final String TDX_GUEST = "tdx_guest";

  /** No new try is begun after this time; the driver of SNP alone retries for 60 s. */
  static final long DEADLINE_MILLIS = 65_000;

  /** Between two tries. */
  static final long PAUSE_MILLIS = 250;

  /** What the kernel's own cap was for years; a report of SNP has 1184 bytes. */
  static final int MOST = 32 << 10;

  private static final int MOST_TEXT = 128;
  private static final Logger LOG = Logger.getLogger(ConfigfsTsm.class);

  private final FileOperations files;
  private final String provider;
  private final Optional<Integer> privilegeLevel;
  private final SecureRandom random;
  private final Timing timing;

  /**
   * Reports of {@code provider}.
   *
   * @param privilegeLevel the VMPL to ask for, 0 to 3; absent: the provider's own choice
   */
  public ConfigfsTsm(
      FileOperations files,
      String provider,
      Optional<Integer> privilegeLevel,
      SecureRandom random,
      Timing timing) {
    this.files = files;
    this.provider = provider;
    this.privilegeLevel = privilegeLevel;
    this.random = random;
    this.timing = timing;
  }

  /**
   * The name of the provider that is loaded.
   *
   * @throws NoReport with {@link Why#ABSENT} if this machine has none
   */
  public static String provider(FileOperations files, SecureRandom random) throws NoReport {
    try (var entry = new Entry(files, random)) {
      return entry.text("provider");
    }
  }

  @Override
  public RawReport report(Bytes reportData) throws NoReport, InterruptedIOException {
    if (reportData.size() != REPORT_DATA) {
      throw new IllegalArgumentException(reportData.size() + " bytes of report data, not 64");
    }
    var deadline = timing.millis() + DEADLINE_MILLIS;
    while (true) {
      try (var entry = new Entry(files, random)) {
        return report(entry, reportData);
      } catch (NoReport e) {
        if (!e.passing() || timing.millis() + PAUSE_MILLIS > deadline) {
          throw e;
        }
        LOG.debugf("asking again: %s", e.getMessage());
      }
      pause();
    }
  }

  private RawReport report(Entry entry, Bytes reportData) throws NoReport {
    var found = entry.text("provider");
    if (!found.equals(provider)) {
      throw new NoReport(Why.WRONG_PROVIDER, found + ", not " + provider);
    }
    var generation = entry.generation();
    if (privilegeLevel.isPresent()) {
      entry.write("privlevel", Bytes.utf8(privilegeLevel.get() + "\n"));
      generation++;
    }
    entry.write("inblob", reportData);
    entry.demandGeneration(++generation);
    var report = entry.read("outblob", MOST);
    if (report.size() == 0) {
      throw new NoReport(Why.EMPTY, "the host gave an empty report");
    }
    var certificates = entry.ifThere("auxblob", MOST);
    entry.demandGeneration(generation);
    return new RawReport(report, certificates);
  }

  private void pause() throws InterruptedIOException {
    try {
      timing.pause(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another request was in flight");
    }
  }

  /** One request's folder. */
  private static final class Entry implements AutoCloseable {
    private static final int NAME_BYTES = 16;

    private final FileOperations files;
    private final String path;

    Entry(FileOperations files, SecureRandom random) throws NoReport {
      var name = new byte[NAME_BYTES];
      random.nextBytes(name);
      this.files = files;
      this.path = FOLDER + "/aver-" + HexFormat.of().formatHex(name);
      try {
        files.mkdir(path);
      } catch (SystemCallFailed e) {
        throw NoReport.of(e, "making a request in " + FOLDER);
      }
    }

    void write(String attribute, Bytes content) throws NoReport {
      try {
        files.write(path + "/" + attribute, content);
      } catch (SystemCallFailed e) {
        throw NoReport.of(e, "writing " + attribute);
      }
    }

    Bytes read(String attribute, int most) throws NoReport {
      try {
        return files.read(path + "/" + attribute, most);
      } catch (SystemCallFailed e) {
        throw NoReport.of(e, "reading " + attribute);
      }
    }

    /** Nothing where this provider has no such attribute. */
    Bytes ifThere(String attribute, int most) throws NoReport {
      try {
        return files.read(path + "/" + attribute, most);
      } catch (SystemCallFailed e) {
        if (e.errno() == Errno.ENOENT) {
          return Bytes.EMPTY;
        }
        throw NoReport.of(e, "reading " + attribute);
      }
    }

    String text(String attribute) throws NoReport {
      var read = read(attribute, MOST_TEXT).toArray();
      return new String(read, StandardCharsets.US_ASCII).strip();
    }

    long generation() throws NoReport {
      var text = text("generation");
      try {
        return Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw new NoReport(Why.MALFORMED, "generation is no number");
      }
    }

    /** Fewer writes: ours was refused at its close, where nobody is told. More: not ours alone. */
    void demandGeneration(long expected) throws NoReport {
      var found = generation();
      if (found != expected) {
        throw new NoReport(
            found < expected ? Why.NOT_COMMITTED : Why.INTERFERENCE,
            "generation is " + found + ", not " + expected);
      }
    }

    @Override
    public void close() {
      try {
        files.rmdir(path);
      } catch (SystemCallFailed e) {
        LOG.warnf("%s stays behind: %s", path, e.getMessage());
      }
    }
  }
}
