// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.config;

import java.time.Duration;

/**
 * Stops the start at a value that would make a promise of the enclave false: keys that live too
 * long, checkpoints that never come, limits of zero.
 */
public final class Bounds {
  /** The connection of who waits for it must live longer: {@code quarkus.http.idle-timeout}. */
  static final Duration LONGEST_ANSWER = Duration.ofSeconds(110);

  private static final Duration DAY = Duration.ofDays(1);

  private Bounds() {}

  /**
   * Checks every number and duration.
   *
   * @throws IllegalArgumentException with key, value and bounds
   */
  public static void check(Settings settings) {
    within(
        "aver.keyset.lifetime",
        settings.keyset().lifetime(),
        Duration.ofSeconds(1),
        DAY.multipliedBy(31));
    within("aver.attester.burst", settings.attester().burst(), 1, 1000);
    settings
        .attester()
        .privilegeLevel()
        .ifPresent(level -> within("aver.attester.privilege-level", level, 0, 3));
    settings
        .attester()
        .interval()
        .ifPresent(
            interval -> within("aver.attester.interval", interval, Duration.ofMillis(1), DAY));
    within(
        "aver.attester.patience",
        settings.attester().patience(),
        Duration.ofMillis(1),
        Duration.ofMinutes(1));
    within("aver.receipts.kept", settings.receipts().kept(), Duration.ZERO, DAY);
    within("aver.receipts.most", settings.receipts().most(), 0, 1 << 20);
    within("aver.log.unconfirmed", settings.log().unconfirmed(), 1, 1 << 20);
    within(
        "aver.log.checkpoint-interval",
        settings.log().checkpointInterval(),
        Duration.ofMillis(250),
        Duration.ofSeconds(1));
    within("aver.scheduling.workers", settings.scheduling().workers(), 0, 1024);
    within("aver.scheduling.requests", settings.scheduling().requests(), 1, 1 << 16);
    within(
        "aver.requests.body-timeout",
        settings.requests().bodyTimeout(),
        Duration.ofMillis(1),
        Duration.ofHours(1));
    within("aver.requests.texts", settings.requests().texts(), 1, 1 << 16);
    check(settings.chat());
  }

  /**
   * The one value that has no default.
   *
   * @throws IllegalArgumentException if it is not set
   */
  public static String modelsDirectory(Settings settings) {
    return settings
        .models()
        .directory()
        .orElseThrow(() -> new IllegalArgumentException("aver.models.directory is not set"));
  }

  private static void check(Settings.Chat chat) {
    within("aver.chat.threads", chat.threads(), 0, 1024);
    within("aver.chat.sequences", chat.sequences(), 1, 64);
    within("aver.chat.context", chat.context(), 64, 1 << 20);
    within("aver.chat.waiting", chat.waiting(), 0, 1 << 16);
    within("aver.chat.waiting-per-tenant", chat.waitingPerTenant(), 0, 1 << 16);
    within("aver.chat.deadline", chat.deadline(), Duration.ofMillis(1), LONGEST_ANSWER);
  }

  private static <T extends Comparable<T>> void within(String key, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(key + " is " + value + ", not in " + least + ".." + most);
    }
  }
}
