// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.text.KnownKeys;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.config.Bounds;
import dev.aver.enclave.config.MeasuredConfiguration;
import dev.aver.enclave.config.Settings;
import dev.aver.enclave.inference.Refusal;
import dev.aver.enclave.models.ModelRefused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the framework ends: takes configuration and HTTP from it and hands both to {@link Enclave}.
 */
@Singleton
public class Service {
  private static final Logger LOG = Logger.getLogger(Service.class);
  private static final Refusal MALFORMED =
      Refusal.of(400, "bad_request", "This is not a well-formed HTTP request; is Host set?");
  private static final Refusal FAILED = Refusal.of(500, "internal_error", "The enclave failed.");

  private final Settings settings;
  private final SmallRyeConfig config;
  private final Vertx vertx;
  private volatile @Nullable Enclave enclave;

  /** Called by the container. */
  public Service(Settings settings, Config config, Vertx vertx) {
    this.settings = settings;
    this.config = config.unwrap(SmallRyeConfig.class);
    this.vertx = vertx;
  }

  void routes(@Observes Router router) {
    for (var path : List.of("/v1/*", "/v2", "/v2/*", "/internal/*")) {
      router
          .route(path)
          .handler(context -> handle(context.request()))
          .failureHandler(Service::refuse);
    }
  }

  /** What the framework itself refuses, in the form of the API that was called. */
  private static void refuse(RoutingContext context) {
    var request = context.request();
    if (context.statusCode() == MALFORMED.status()) {
      Answer.refused(request.path(), MALFORMED).send(request);
    } else {
      LOG.errorf("unforeseen: %s", context.failure() == null ? "?" : context.failure().getClass());
      Answer.refused(request.path(), FAILED).send(request);
    }
  }

  private void handle(HttpServerRequest request) {
    var running = enclave;
    if (running == null) {
      var starting = Refusal.of(503, "starting", "The enclave is starting.");
      Answer.refused(request.path(), starting).send(request);
    } else {
      running.handle(request);
    }
  }

  /** What keeps the enclave from starting is the operator's to mend: a line, not a stack trace. */
  void start(@Observes StartupEvent event) throws InterruptedException {
    try {
      enclave = Boot.run(settings, measured(), vertx);
    } catch (IllegalArgumentException | IOException | ModelRefused e) {
      throw new ConfigurationException("the enclave does not start: " + e.getMessage());
    }
  }

  private Configuration measured() {
    var known = new KnownKeys(ConfigClass.configClass(Settings.class).getProperties().keySet());
    known
        .complaint(configured())
        .or(() -> known.complaintOfEnvironment(System.getenv().keySet()))
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException(complaint);
            });
    Bounds.check(settings);
    return new Configuration(
        MeasuredConfiguration.of(known.names(), name -> config.getConfigValue(name).getValue()));
  }

  /** Keys of all sources but the environment, which spells them differently. */
  private List<String> configured() {
    return StreamSupport.stream(config.getConfigSources().spliterator(), false)
        .filter(source -> !(source instanceof EnvConfigSource))
        .flatMap(source -> source.getPropertyNames().stream())
        .toList();
  }

  void stop(@Observes ShutdownEvent event) {
    var running = enclave;
    if (running != null) {
      running.close();
    }
  }

  /** The running enclave, once it is ready. */
  public Optional<Enclave> enclave() {
    return Optional.ofNullable(enclave);
  }
}
