// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

import dev.aver.enclave.inference.Refusal;
import java.util.Optional;

/**
 * What one request for text holds until its answer has ended: room for its body, and a place for
 * each text that it asks for. For one thread after the other.
 */
public final class Seat {
  private final Admission admission;
  private final Places places;
  private final Tenant tenant;
  private final int bytes;
  private int texts = 1;

  private Seat(Admission admission, Places places, Tenant tenant, int bytes) {
    this.admission = admission;
    this.places = places;
    this.tenant = tenant;
    this.bytes = bytes;
  }

  /** What became of asking for a seat: exactly one of the two is there. */
  public record Asked(Optional<Seat> seat, Optional<Refusal> refusal) {}

  /** Takes a seat for a body of this size that asks for at least one text, or says why not. */
  public static Asked take(Admission admission, Places places, Tenant tenant, int bytes) {
    var refusal = places.take(tenant, 1);
    if (refusal.isEmpty()) {
      refusal = admission.enter(bytes);
      refusal.ifPresent(_ -> places.free(tenant, 1));
    }
    return refusal.isPresent()
        ? new Asked(Optional.empty(), refusal)
        : new Asked(Optional.of(new Seat(admission, places, tenant, bytes)), Optional.empty());
  }

  /** Whose it is. */
  public Tenant tenant() {
    return tenant;
  }

  /** The most texts that one request may ask for. */
  public int most() {
    return places.mostOfOne();
  }

  /** Takes places for {@code count} texts in all, or says why not; then it still has its one. */
  public Optional<Refusal> widen(int count) {
    var refusal = places.take(tenant, count - texts);
    if (refusal.isEmpty()) {
      texts = count;
    }
    return refusal;
  }

  /** Gives everything back; to be called exactly once. */
  public void leave() {
    admission.leave(bytes);
    places.free(tenant, texts);
  }
}
