// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.Endorsements;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.host.config.RelayConfig;
import dev.aver.host.endorsements.Unavailable.Why;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Adds to an enclave's evidence the endorsements that its hardware did not come with (formats.md,
 * 7). Evidence that has them all is handed on as it is, and so is everything where the relay was
 * not told to keep endorsements: then nothing is ever fetched.
 */
@ApplicationScoped
public class Completion {
  private static final Logger LOG = Logger.getLogger(Completion.class);

  private final Optional<EndorsementStore> store;
  private final Optional<Thread> refresh;
  private volatile boolean warned;

  /** Of this configuration. */
  public Completion(RelayConfig config, InstantSource clock) {
    var time = new SystemTime(clock);
    this.store =
        config
            .endorsements()
            .directory()
            .filter(folder -> config.mode().relays()) // whoever only verifies fetches nothing
            .map(folder -> store(config.endorsements(), folder, time));
    this.refresh =
        store.map(kept -> Thread.ofVirtual().name("refresh").unstarted(new Refresh(kept, time)));
  }

  void start(@Observes StartupEvent start) {
    refresh.ifPresent(Thread::start);
  }

  void stop(@Observes ShutdownEvent shutdown) {
    refresh.ifPresent(Thread::interrupt);
  }

  /** The store of this configuration. */
  static EndorsementStore store(RelayConfig.Endorsements config, Path directory, Time time) {
    var hosts = new HashSet<>(config.hosts());
    for (var url : List.of(config.amd(), config.intel(), config.intelRootCrl())) {
      if (!hosts.contains(String.valueOf(url.getHost()))) {
        throw new ConfigurationException(url + " is of a host that aver.endorsements.hosts lacks");
      }
    }
    var paced = Map.of(String.valueOf(config.amd().getHost()), config.amdPause());
    var http = new VendorHttp(hosts, config.timeout(), config.maxSize(), paced, time);
    var shelf = new Shelf(new DiskCache(directory), config.offline(), config.refreshBefore(), time);
    var anchors = anchors(config.softwareAnchor());
    return new EndorsementStore(
        new AmdDocuments(base(config.amd()), http, anchors, shelf),
        new IntelDocuments(base(config.intel()), config.intelRootCrl(), http, anchors, shelf),
        shelf,
        anchors,
        time);
  }

  private static URI base(URI configured) {
    var text = configured.toString();
    return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  private static TrustAnchors anchors(Optional<Path> software) {
    if (software.isEmpty()) {
      return TrustAnchors.vendor();
    }
    try {
      var pem = Bytes.of(Files.readAllBytes(software.get()));
      return TrustAnchors.none().withSoftware(List.of(pem));
    } catch (IOException | Rejected e) {
      throw new ConfigurationException("aver.endorsements.software-anchor: " + e);
    }
  }

  /** Whether anything would be added, so that answers are worth looking at. */
  public boolean isOn() {
    return store.isPresent();
  }

  /**
   * The same evidence with all endorsements.
   *
   * @throws Unavailable if they cannot be had, or do not verify with its report
   */
  public Json complete(Json evidence) throws Unavailable, InterruptedException {
    if (!(evidence instanceof Json.Obj document)
        || !(document.get("endorsements") instanceof Json.Obj given)
        || !(document.get("report") instanceof Json.Str(String report))) {
      return evidence;
    }
    var tee = tee(document);
    if (tee.isEmpty() || isComplete(tee.get(), given)) {
      return evidence;
    }
    if (store.isEmpty()) {
      warnOnce();
      return evidence;
    }
    return with(document, endorsements(store.get(), tee.get(), report, given).toJson());
  }

  /** What is behind a paravisor has its endorsements from there. */
  private static Optional<Tee> tee(Json.Obj document) {
    try {
      return document.get("tee") instanceof Json.Str(String name)
          ? Optional.of(Tee.parse(name)).filter(tee -> !tee.vtpm())
          : Optional.empty();
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  /** Four documents of AMD, or nine of Intel. */
  private static boolean isComplete(Tee tee, Json.Obj given) {
    return given.members().size() == (tee.family() == Family.SNP ? 4 : 9);
  }

  private void warnOnce() {
    if (!warned) {
      warned = true;
      LOG.warn(
          "the enclave's evidence lacks endorsements, and aver.endorsements.directory is not set:"
              + " nobody will accept it");
    }
  }

  private static Endorsements endorsements(
      EndorsementStore store, Tee tee, String report, Json.Obj given)
      throws Unavailable, InterruptedException {
    var raw = decoded(report);
    return switch (tee.family()) {
      case SNP -> new Endorsements.Snp(store.snp(raw, vek(given.get("vek"))));
      case TDX -> new Endorsements.Tdx(store.tdx(raw));
    };
  }

  private static Optional<Bytes> vek(@Nullable Json member) throws Unavailable {
    return member instanceof Json.Str(String text) ? Optional.of(decoded(text)) : Optional.empty();
  }

  private static Bytes decoded(String base64Url) throws Unavailable {
    try {
      return Bytes.fromBase64Url(base64Url);
    } catch (Rejected e) {
      throw new Unavailable(Why.NOT_VERIFIED, "the enclave's evidence: " + e);
    }
  }

  private static Json.Obj with(Json.Obj evidence, Json.Obj endorsements) {
    var copy = Json.object();
    evidence
        .members()
        .forEach(
            (name, value) -> copy.put(name, name.equals("endorsements") ? endorsements : value));
    return copy.build();
  }
}
