// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One image in one shape of machine: what hardware measures when it is started, together with what
 * the software in it says of itself. All of it holds together or none of it: a register of one
 * image beside the build of another is neither.
 *
 * @param image which one, and how it was started, for people
 * @param launch every register of each kind that is named; evidence of exactly these kinds matches
 * @param models SHA-256 of the manifests
 * @param configuration SHA-256 of the configuration
 * @param build SHA-256 of the build record
 */
public record ReferenceImage(
    String image,
    Map<Measured, Map<String, Expectation<Bytes>>> launch,
    Expectation<Digest> models,
    Expectation<Digest> configuration,
    Expectation<Digest> build) {
  /** Copies the map. */
  public ReferenceImage {
    launch = Map.copyOf(launch);
  }

  /**
   * The image of this evidence, exactly. It says what the evidence is, not that it is good: verify
   * and read it first.
   *
   * @throws Rejected if its report or quote has not the form of one
   */
  public static ReferenceImage accepting(EvidenceBundle evidence, String image) throws Rejected {
    var keyset = evidence.keyset();
    return new ReferenceImage(
        image,
        registers(Launch.of(evidence), new Unchecked<>("not in this quote")),
        new Exactly<>(keyset.models()),
        new Exactly<>(keyset.configuration()),
        new Exactly<>(keyset.build()));
  }

  /**
   * An image of which only {@code launch} has been measured yet. All else of it accepts nothing
   * until somebody fills it in.
   */
  public static ReferenceImage measured(Launch launch, String image) {
    return new ReferenceImage(image, registers(launch, nothing()), nothing(), nothing(), nothing());
  }

  private static <T> Expectation<T> nothing() {
    return new AnyOf<>(List.of());
  }

  private static Map<Measured, Map<String, Expectation<Bytes>>> registers(
      Launch launch, Expectation<Bytes> unknown) {
    var all = new EnumMap<Measured, Map<String, Expectation<Bytes>>>(Measured.class);
    launch
        .registers()
        .forEach(
            (measured, found) -> {
              var demands = new LinkedHashMap<String, Expectation<Bytes>>();
              for (var name : measured.registers()) {
                var value = found.get(name);
                demands.put(name, value == null ? unknown : new Exactly<>(value));
              }
              all.put(measured, demands);
            });
    return all;
  }

  /** The first that is another than in this image; empty if all of the launch is this image's. */
  public Optional<String> differs(Launch actual) {
    if (!launch.keySet().equals(actual.registers().keySet())) {
      return Optional.of("kind of hardware");
    }
    return launch.keySet().stream()
        .sorted()
        .flatMap(measured -> differing(measured, actual))
        .findFirst();
  }

  private Stream<String> differing(Measured measured, Launch actual) {
    var demands = launch.getOrDefault(measured, Map.of());
    var found = actual.registers().getOrDefault(measured, Map.of());
    return measured.registers().stream()
        .filter(
            name ->
                !accepts(
                    Optional.ofNullable(demands.get(name)), Optional.ofNullable(found.get(name))));
  }

  // What a vTPM did not quote is not what was demanded of it.
  private static boolean accepts(Optional<Expectation<Bytes>> demand, Optional<Bytes> found) {
    return demand
        .filter(any -> found.map(any::accepts).orElse(any instanceof Unchecked))
        .isPresent();
  }

  /** As above, of what the keyset names. */
  public Optional<String> differs(Keyset keyset) {
    return Stream.of(
            models.accepts(keyset.models()) ? "" : "models",
            configuration.accepts(keyset.configuration()) ? "" : "configuration",
            build.accepts(keyset.build()) ? "" : "build")
        .filter(name -> !name.isEmpty())
        .findFirst();
  }

  /** Whether anything of a keyset is demanded. */
  public boolean demandsKeyset() {
    return !Stream.of(models, configuration, build).allMatch(Unchecked.class::isInstance);
  }

  /** Whether it pins what was booted, and not only some of it. */
  boolean pinsLaunch() {
    return launch.entrySet().stream()
        .allMatch(group -> group.getKey().sayWhatBooted(pinned(group.getValue())));
  }

  private static List<String> pinned(Map<String, Expectation<Bytes>> demands) {
    return demands.entrySet().stream()
        .filter(register -> !(register.getValue() instanceof Unchecked))
        .map(Map.Entry::getKey)
        .toList();
  }
}
