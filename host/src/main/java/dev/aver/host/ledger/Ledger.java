// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.host.config.RelayConfig;
import dev.aver.host.storage.Durable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The logs of all enclaves that this relay has ever followed, one folder each, named by the
 * enclave. Dead ones stay, and their proofs are served as those of the living.
 */
@ApplicationScoped
public class Ledger {
  private static final Logger LOG = Logger.getLogger(Ledger.class);

  private final Path directory;
  private final boolean kept;
  private final Map<Digest, EnclaveCopy> copies = new ConcurrentHashMap<>();
  private volatile Optional<String> alarm = Optional.empty();

  /** Guarded by this: a log that was opened now would stay open. */
  private boolean stopping;

  Ledger(RelayConfig config) {
    this.directory = config.ledger().directory();
    this.kept = config.mode().relays();
  }

  /**
   * Opens what is there. A log that does not open is an alarm; the others are served all the same.
   * Where nothing is relayed, no folder is made or read.
   */
  void open(@Observes @Priority(50) StartupEvent start) {
    if (!kept) {
      return;
    }
    try {
      openAll();
    } catch (IOException e) {
      throw new ConfigurationException("aver.ledger.directory cannot be used: " + e);
    }
  }

  private void openAll() throws IOException {
    Durable.folders(directory.toAbsolutePath());
    try (var folders = Files.newDirectoryStream(directory, Files::isDirectory)) {
      for (var folder : folders) {
        open(folder);
      }
    }
  }

  private void open(Path folder) {
    try {
      var enclave = Digest.parse("0x" + folder.getFileName());
      if (!copies.containsKey(enclave) && Files.exists(folder.resolve("keyset.json"))) {
        copies.put(enclave, EnclaveCopy.of(folder, EnclaveLog.open(folder)));
      }
    } catch (Rejected notALog) {
      LOG.warnf("%s is no log's folder", folder.getFileName());
    } catch (IOException e) {
      LOG.errorf("ALARM, the log in %s does not open: %s", folder.getFileName(), e);
      alarm = Optional.of("a log does not open: " + e.getMessage());
    }
  }

  /** The copy of the enclave of {@code keyset}; begun if there is none. */
  synchronized EnclaveCopy of(Keyset keyset) throws StorageFailed {
    var known = copies.get(keyset.enclave());
    if (known != null && !known.isClosed()) {
      return known;
    }
    var folder = directory.resolve(keyset.enclave().hex());
    try {
      if (stopping) {
        throw new IOException("the relay is stopping");
      }
      var copy = EnclaveCopy.of(folder, EnclaveLog.open(folder, keyset));
      copies.put(keyset.enclave(), copy);
      return copy;
    } catch (IOException e) {
      throw new StorageFailed(e);
    }
  }

  /** Forgets what is in memory of this copy; the next to ask opens it from the disk. */
  synchronized void close(EnclaveCopy copy) {
    copies.remove(copy.enclave(), copy);
    try {
      copy.close();
    } catch (IOException e) {
      LOG.warnf("closing the log of %s: %s", copy.enclave(), e);
    }
  }

  /** The copy of this enclave, if it was ever followed. */
  Optional<EnclaveCopy> of(Digest enclave) {
    return Optional.ofNullable(copies.get(enclave));
  }

  /** The proof of this entry, whatever enclave logged it; empty if no checkpoint covers it. */
  Optional<ProofDocument> proof(Digest entry) throws IOException {
    for (var copy : copies.values()) {
      var proof = copy.proof(entry);
      if (proof.isPresent()) {
        return proof;
      }
    }
    return Optional.empty();
  }

  /** A log that does not open. */
  Optional<String> alarm() {
    return alarm;
  }

  synchronized void close(@Observes @Priority(100) ShutdownEvent shutdown) {
    stopping = true;
    copies.values().forEach(this::close);
  }
}
