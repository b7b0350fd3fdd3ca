// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.enclave.attester.HardwareTee;
import dev.aver.enclave.attester.HardwareTees;
import dev.aver.enclave.attester.device.LinuxFiles;
import dev.aver.enclave.attester.device.SevGuest;
import dev.aver.enclave.attester.device.Timing;
import dev.aver.enclave.config.Bounds;
import dev.aver.enclave.config.Settings;
import dev.aver.enclave.identity.Identity;
import dev.aver.enclave.identity.MonotonicTime;
import dev.aver.enclave.models.ModelRefused;
import dev.aver.enclave.models.ServedModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The order of a start: nothing is signed before every byte that the keyset names has been hashed.
 * The only code of the enclave that reads the system's clocks and random source.
 */
final class Boot {
  private static final Logger LOG = Logger.getLogger(Boot.class);

  private Boot() {}

  /** Starts the enclave, or throws what keeps it from starting. */
  static Enclave run(Settings settings, Configuration configuration, Vertx vertx)
      throws IOException, InterruptedException, ModelRefused {
    ApplicationDigest.begin();
    var random = new SecureRandom();
    var chatLoading = ChatLoading.begin(settings);
    var keys = Identity.Keys.generate(random); // while the models load
    var models = ModelLoading.await(wanted(settings));
    var chat = chatLoading.await();
    var build = BuildRecord.read();
    var time = new MonotonicTime(System.currentTimeMillis(), System::nanoTime);
    var hardware = hardware(settings.attester(), build, random, time);
    var enclave =
        new Assembly(settings, vertx, random, time::millis)
            .enclave(keys, models, chat, build, configuration, hardware);
    var names = models.all().stream().map(ServedModel::name).collect(Collectors.joining(", "));
    LOG.infof(
        "enclave %s serves %s",
        enclave.identity().enclave(), names + chat.map(loaded -> ", " + loaded.name()).orElse(""));
    return enclave;
  }

  private static ModelLoading.Wanted wanted(Settings settings) {
    var models = settings.models();
    return ModelLoading.wanted(
        Bounds.modelsDirectory(settings),
        models.serve(),
        models.catalogue(),
        settings.privateDirectory());
  }

  private static HardwareTee hardware(
      Settings.Attester settings, Build build, SecureRandom random, MonotonicTime time) {
    var device = new SevGuest(settings.privilegeLevel().orElse(0));
    return new HardwareTees(settings, new LinuxFiles(), device, random, timing(time))
        .open(build.digest(), Clock.systemUTC());
  }

  private static Timing timing(MonotonicTime time) {
    return new Timing() {
      @Override
      public long millis() {
        return time.millis();
      }

      @Override
      public void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
      }
    };
  }

  /** Looks at this machine's hardware and starts no enclave; the exit status. */
  static int doctor(List<String> arguments) {
    var now = System.currentTimeMillis();
    var time = new MonotonicTime(now, System::nanoTime);
    return Doctoring.run(arguments, timing(time), now, System.out, System.err);
  }
}
