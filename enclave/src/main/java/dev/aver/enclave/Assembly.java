// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.enclave.api.Dispatcher;
import dev.aver.enclave.api.attestation.AttestationRoutes;
import dev.aver.enclave.api.oip.OipRoutes;
import dev.aver.enclave.api.openai.EmbeddingsService;
import dev.aver.enclave.api.openai.ModelsService;
import dev.aver.enclave.api.openai.OpenAiRoutes;
import dev.aver.enclave.api.openai.Receipting;
import dev.aver.enclave.api.openai.WritingRoutes;
import dev.aver.enclave.api.openai.WritingService;
import dev.aver.enclave.attester.AttestedFacts;
import dev.aver.enclave.attester.Evidence;
import dev.aver.enclave.attester.HardwareTee;
import dev.aver.enclave.attester.ReportGovernor;
import dev.aver.enclave.attester.TokenBucket;
import dev.aver.enclave.config.Settings;
import dev.aver.enclave.feed.CheckpointSigner;
import dev.aver.enclave.feed.EntryLog;
import dev.aver.enclave.feed.FeedRoutes;
import dev.aver.enclave.feed.LatestValue;
import dev.aver.enclave.feed.PublishedCheckpoint;
import dev.aver.enclave.identity.Identity;
import dev.aver.enclave.inference.EmbeddingJob;
import dev.aver.enclave.models.LoadedChatModel;
import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.models.ServedModel;
import dev.aver.enclave.receipts.ReceiptIssuer;
import dev.aver.enclave.receipts.ReceiptShelf;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.BatchQueue;
import dev.aver.enclave.scheduling.DecodeLoop;
import dev.aver.enclave.scheduling.Places;
import dev.aver.enclave.scheduling.Workers;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Puts an enclave together from its parts, once per boot. */
final class Assembly {
  /** Receipts of requests that are let in now must still lie within the keyset: two minutes. */
  private static final long LONGEST_REQUEST_MILLIS = 120_000;

  /**
   * A byte of a body can cost so many of the heap until it is answered: body, canonical input,
   * eight bytes per token id of two characters, and the tree while it is parsed.
   */
  private static final long HEAP_PER_BODY_BYTE = 32;

  private final Settings settings;
  private final Vertx vertx;
  private final SecureRandom random;
  private final LongSupplier millis;
  private final List<AutoCloseable> parts = new ArrayList<>();
  private final Dispatcher dispatcher = new Dispatcher();
  private final LatestValue<Long> sizes = new LatestValue<>();
  private final LatestValue<PublishedCheckpoint> checkpoints = new LatestValue<>();
  private final LatestValue<AttestedFacts> attested = new LatestValue<>();

  /**
   * Will use these.
   *
   * @param millis milliseconds since 1970, never falling
   */
  Assembly(Settings settings, Vertx vertx, SecureRandom random, LongSupplier millis) {
    this.settings = settings;
    this.vertx = vertx;
    this.random = random;
    this.millis = millis;
  }

  /** The enclave, ready to answer, with threads running. */
  Enclave enclave(
      Identity.Keys keys,
      LoadedModels models,
      Optional<LoadedChatModel> chat,
      Build build,
      Configuration configuration,
      HardwareTee hardware) {
    var identity =
        Identity.born(
            keys,
            millis.getAsLong(),
            settings.keyset().lifetime(),
            manifests(models, chat),
            configuration,
            build);
    parts.add(identity); // first: whatever else still runs, nothing is signed any more
    var log = new EntryLog(settings.log().unconfirmed(), sizes::publish);
    var admission = admission(identity, log);
    var shelf =
        new ReceiptShelf(settings.receipts().kept().toMillis(), settings.receipts().most(), millis);
    var governor = attestation(identity, log, hardware, shelf);
    var issuer = new ReceiptIssuer(identity, log, random, millis);
    var ready = (BooleanSupplier) () -> attested.value().isPresent() && !governor.broken();
    serve(models, chat, new Receipting(issuer, shelf), admission, build.version(), ready);
    parts.addAll(models.engines());
    chat.ifPresent(loaded -> parts.add(loaded.model().engine()));
    return new Enclave(identity, log, admission, attested, governor, dispatcher, parts);
  }

  private Admission admission(Identity identity, EntryLog log) {
    var margin = Math.min(LONGEST_REQUEST_MILLIS, settings.keyset().lifetime().toMillis() / 10);
    return new Admission(
        settings.scheduling().requests(),
        Runtime.getRuntime().maxMemory() / HEAP_PER_BODY_BYTE,
        log::hasRoom,
        () -> identity.livesUntil(millis.getAsLong() + margin));
  }

  /** By name, as documents have them. */
  private static Manifests manifests(LoadedModels models, Optional<LoadedChatModel> chat) {
    return new Manifests(
        served(models, chat).stream()
            .sorted(Comparator.comparing(ServedModel::name))
            .map(ServedModel::manifest)
            .toList());
  }

  private static List<ServedModel> served(LoadedModels models, Optional<LoadedChatModel> chat) {
    var served = new ArrayList<>(models.all());
    chat.ifPresent(served::add);
    return served;
  }

  private void serve(
      LoadedModels models,
      Optional<LoadedChatModel> chat,
      Receipting receipting,
      Admission admission,
      String version,
      BooleanSupplier ready) {
    var configured = settings.scheduling().workers();
    var batches = new BatchQueue<EmbeddingJob>(EmbeddingJob::run);
    var workers =
        new Workers(
            configured > 0 ? configured : Runtime.getRuntime().availableProcessors(), batches);
    parts.add(workers);
    var embeddings =
        new EmbeddingsService(
            models.embedding().stream().collect(Collectors.toMap(LoadedModel::name, m -> m)),
            workers,
            batches,
            receipting,
            settings.requests().texts());
    new OpenAiRoutes(
            vertx,
            admission,
            workers,
            embeddings,
            new ModelsService(served(models, chat)),
            settings.requests().bodyTimeout().toMillis())
        .enter(dispatcher);
    new OipRoutes(
            vertx,
            admission,
            workers,
            receipting,
            models.tensors(),
            version,
            ready,
            settings.requests().bodyTimeout().toMillis())
        .enter(dispatcher);
    chat.ifPresentOrElse(
        loaded -> writing(loaded, receipting, admission, workers),
        () -> WritingRoutes.enterWithoutModel(dispatcher));
  }

  private void writing(
      LoadedChatModel chat, Receipting receipting, Admission admission, Workers workers) {
    var loop = new DecodeLoop(chat.model().engine(), millis);
    parts.add(loop); // before the engine
    var service =
        new WritingService(
            chat,
            loop,
            receipting,
            millis,
            () -> random.nextLong() >>> 11,
            settings.chat().deadline().toMillis());
    var sequences = settings.chat().sequences();
    var places =
        new Places(
            sequences + settings.chat().waiting(), sequences + settings.chat().waitingPerTenant());
    new WritingRoutes(
            vertx,
            admission,
            places,
            workers,
            service,
            settings.requests().bodyTimeout().toMillis())
        .enter(dispatcher);
  }

  private ReportGovernor attestation(
      Identity identity, EntryLog log, HardwareTee hardware, ReceiptShelf shelf) {
    var evidence = new Evidence(identity, hardware.name());
    var governor =
        new ReportGovernor(
            identity.enclave(),
            hardware,
            new TokenBucket(settings.attester().burst(), interval(hardware), millis.getAsLong()),
            millis,
            () ->
                checkpoints
                    .value()
                    .map(c -> new Fact.Checkpoint(c.head().size(), c.head().root(), c.issuedAt())),
            attested::publish);
    parts.add(governor);
    parts.add(checkpoints(identity, log, governor));
    governor.start();
    var patience = settings.attester().patience().toMillis();
    new AttestationRoutes(vertx, governor, attested, evidence, shelf, patience).enter(dispatcher);
    new FeedRoutes(vertx, identity, log, sizes, checkpoints, attested, evidence).enter(dispatcher);
    return governor;
  }

  private AutoCloseable checkpoints(Identity identity, EntryLog log, ReportGovernor governor) {
    var signer = new CheckpointSigner(identity, log, millis, checkpoints);
    signer.tick(); // over nothing: so there is evidence of a log before its first entry
    var interval = settings.log().checkpointInterval().toMillis();
    var ticking =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("aver-checkpoints").factory());
    var _ =
        ticking.scheduleWithFixedDelay(
            () -> {
              signer.tick();
              governor.wake();
            },
            interval,
            interval,
            TimeUnit.MILLISECONDS);
    return ticking::shutdownNow;
  }

  private long interval(HardwareTee hardware) {
    return settings.attester().interval().orElse(hardware.pace()).toMillis();
  }
}
