// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Everything under {@code aver.*}. An unknown key stops the start ({@link UnknownKeys}). */
@ConfigMapping(prefix = "aver")
public interface RelayConfig {
  /** What this process is for. */
  @WithConverter(Mode.Spelling.class)
  @WithDefault(Mode.RELAYS)
  Mode mode();

  /** The enclave that this relay stands in front of. */
  Enclave enclave();

  /** The way through. */
  Relay relay();

  /** How the log is read from the enclave. */
  Feed feed();

  /** Where the logs are kept. */
  Ledger ledger();

  /** The verification endpoint. */
  Verification verification();

  /** Who verifies, where its word is to be signed. */
  Verifier verifier();

  /** What the relay adds to evidence. */
  Endorsements endorsements();

  /** The enclave that this relay stands in front of. */
  interface Enclave {
    /** Its base URL, without a path. */
    @WithDefault("http://127.0.0.1:8081")
    URI url();
  }

  /** The way through. */
  interface Relay {
    /** The largest request body, in bytes; more is answered 413. */
    @WithDefault("1048576")
    long maxBody();

    /** How long a caller may take to send its request; more is answered 408. */
    @WithDefault("30s")
    Duration uploadTimeout();

    /** How long to wait for a connection to the enclave; more is answered 503. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** How long the enclave may stay silent within an answer; more is answered 504. */
    @WithDefault("120s")
    Duration idleTimeout();

    /** Connections to the enclave at the same time; further requests wait their turn. */
    @WithDefault("256")
    int connections();
  }

  /** How the log is read from the enclave. */
  interface Feed {
    /** How long one request waits for something new; 30 s at most. */
    @WithName("wait")
    @WithDefault("20s")
    Duration longest();

    /** How long to pause after the enclave did not answer. */
    @WithDefault("500ms")
    Duration retry();
  }

  /** Where the logs are kept. */
  interface Ledger {
    /** One folder per enclave in it; made if it is not there. */
    @WithDefault(".aver/ledger")
    Path directory();
  }

  /** What the relay adds to evidence: certificates, revocation lists, statements of the vendors. */
  interface Endorsements {
    /** Where they are kept; without it nothing is fetched and evidence is passed on as it is. */
    Optional<Path> directory();

    /** Fetch nothing: what is kept serves until it ends. */
    @WithDefault("false")
    boolean offline();

    /** AMD's key distribution service, or a proxy of it. */
    @WithDefault("https://kdsintf.amd.com")
    URI amd();

    /** The pause after each request to it: more than one in ten seconds is refused there. */
    @WithDefault("10s")
    Duration amdPause();

    /** Intel's provisioning service, or a caching one. */
    @WithDefault("https://api.trustedservices.intel.com")
    URI intel();

    /** The revocation list of Intel's root, as DER. */
    @WithDefault("https://certificates.trustedservices.intel.com/IntelSGXRootCA.der")
    URI intelRootCrl();

    /** The hosts that may be asked; no redirect leads to others. */
    @WithDefault(
        "kdsintf.amd.com,api.trustedservices.intel.com,certificates.trustedservices.intel.com")
    Set<String> hosts();

    /** How long one request may take to its last byte. */
    @WithDefault("20s")
    Duration timeout();

    /** The largest answer, in bytes. */
    @WithDefault("1048576")
    int maxSize();

    /** How long before its end a document is fetched again. */
    @WithDefault("P2D")
    Duration refreshBefore();

    /** How long a caller waits for evidence that must be completed; more is answered 503. */
    @WithDefault("10s")
    Duration patience();

    /** The root of a software TEE, in place of the vendors': for development. */
    Optional<Path> softwareAnchor();
  }

  /** The verification endpoint. */
  interface Verification {
    /** Verifications at the same time: they are bound to the processor. */
    @WithDefault("2")
    int threads();

    /** Verifications that may wait; more are answered 503. */
    @WithDefault("64")
    int queue();
  }

  /** Who verifies, where its word is to be signed. */
  interface Verifier {
    /**
     * PEM file with a private key of P-256 that only the owner may read; without it results are not
     * given as signed tokens.
     */
    Optional<Path> keyFile();

    /** Who runs it, as tokens say. */
    @WithDefault("dev.aver")
    String developer();
  }
}
