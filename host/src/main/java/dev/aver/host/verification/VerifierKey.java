// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.ear.EarKey;
import dev.aver.host.config.RelayConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The key that signs what this verifier says, if one is configured. A file that holds none, or that
 * others may read or replace, stops the start: a key of which nobody knows who has it signs
 * nothing.
 */
@ApplicationScoped
public class VerifierKey {
  private static final String SETTING = "aver.verifier.key-file";
  private static final Set<PosixFilePermission> OF_THE_OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Optional<EarKey> key;

  VerifierKey(RelayConfig config) {
    this.key = config.verifier().keyFile().map(VerifierKey::read);
  }

  /** Before a port is open. */
  void load(@Observes @Priority(2) StartupEvent start) {
    // Whoever calls this has made the object: the file has been read.
  }

  /** The key; empty if none is configured. */
  public Optional<EarKey> key() {
    return key;
  }

  private static EarKey read(Path file) {
    try {
      requireOwnersAlone(file);
      return EarKey.parse(Bytes.of(Files.readAllBytes(file)));
    } catch (Rejected e) {
      throw new ConfigurationException(
          SETTING
              + " has no private key of P-256 ("
              + e.detail()
              + "); make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    } catch (IOException e) {
      throw new ConfigurationException(SETTING + " cannot be read: " + e);
    }
  }

  private static void requireOwnersAlone(Path file) throws IOException {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(Files.getPosixFilePermissions(file));
    permissions.removeAll(OF_THE_OWNER);
    if (!permissions.isEmpty()) {
      throw new ConfigurationException(
          SETTING + " may be used by others than its owner: chmod 600 " + file);
    }
  }
}
