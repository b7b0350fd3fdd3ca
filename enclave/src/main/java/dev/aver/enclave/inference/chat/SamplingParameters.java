// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.EffectiveParameters;
import dev.aver.attestation.receipt.Operation;
import dev.aver.enclave.inference.FiniteNumbers;
import dev.aver.enclave.inference.Parameters;
import dev.aver.enclave.inference.Refused;
import dev.aver.enclave.inference.generation.Sampling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** The parameters that chats and completions share. */
final class SamplingParameters {
  /** Their names, with those that have no effect on the answer. */
  private static final Set<String> NAMES =
      Set.of(
          "model",
          "user",
          "metadata",
          "stream",
          "stream_options",
          "temperature",
          "top_p",
          "top_k",
          "min_p",
          "presence_penalty",
          "frequency_penalty",
          "logit_bias",
          "seed",
          "stop",
          "n",
          "max_tokens",
          "logprobs");

  /** Numbers above cannot be told apart by every reader of JSON. */
  private static final long MOST_SEED = (1L << 53) - 1;

  private static final int MOST_CHOICES = 8;
  private static final int MOST_STOPS = 4;
  private static final int LONGEST_STOP = 512;

  private SamplingParameters() {}

  static Set<String> namesAnd(String... own) {
    var names = new TreeSet<>(NAMES);
    names.addAll(List.of(own));
    return names;
  }

  /** The parameters of a request that has no others than the known ones. */
  static Parameters of(Json.Obj request, Set<String> known) throws Refused {
    var given = new Parameters(request);
    given.only(known);
    FiniteNumbers.require(request);
    remarks(given);
    return given;
  }

  /** What callers write for themselves; it has no effect, and is of the right types. */
  private static void remarks(Parameters given) throws Refused {
    given.string("user");
    var metadata = given.object("metadata");
    if (metadata.isPresent()) {
      var inner = new Parameters(metadata.get(), "metadata");
      for (var name : metadata.get().members().keySet()) {
        inner.string(name);
      }
    }
  }

  static long seed(Parameters given, LongSupplier seeds) throws Refused {
    return given.integer("seed", 0, MOST_SEED).orElseGet(seeds::getAsLong);
  }

  static Sampling parse(Parameters given, Operation operation, int vocabulary, long seed)
      throws Refused {
    var defaults = EffectiveParameters.defaults(operation);
    return new Sampling(
        number(given, "temperature", 0, 2, defaults),
        number(given, "top_p", 0, 1, defaults),
        (int) number(given, "top_k", 0, vocabulary, defaults),
        number(given, "min_p", 0, 1, defaults),
        number(given, "presence_penalty", -2, 2, defaults),
        number(given, "frequency_penalty", -2, 2, defaults),
        bias(given, vocabulary),
        seed);
  }

  private static double number(
      Parameters given, String name, double least, double most, Map<String, Json> defaults)
      throws Refused {
    var byDefault = defaults.get(name);
    if (byDefault == null) {
      throw new IllegalStateException("no default of " + name);
    }
    var number = given.number(name, least, most, byDefault);
    if (name.equals("top_k") && number != Math.rint(number)) {
      throw Parameters.mistyped(name, "an integer");
    }
    return number;
  }

  private static Map<Integer, Double> bias(Parameters given, int vocabulary) throws Refused {
    var bias = new HashMap<Integer, Double>();
    var members = given.object("logit_bias").map(Json.Obj::members).orElse(Map.of());
    if (members.size() > 1024) {
      throw Parameters.invalid("logit_bias", "`logit_bias` has more than 1024 members.");
    }
    for (var member : members.entrySet()) {
      var name = member.getKey();
      if (!name.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(name) >= vocabulary) {
        throw Parameters.invalid(
            "logit_bias", "`logit_bias` names something else than a token id.");
      }
      if (!(member.getValue() instanceof Json.Num(String literal))
          || !(Math.abs(Double.parseDouble(literal)) <= 100)) {
        throw Parameters.invalid(
            "logit_bias", "`logit_bias` holds something else than numbers from -100 to 100.");
      }
      bias.put(Integer.parseInt(name), Double.parseDouble(literal));
    }
    return bias;
  }

  static List<String> stops(Parameters given) throws Refused {
    var value = given.find("stop");
    if (value.isEmpty()) {
      return List.of();
    }
    var elements =
        value.get() instanceof Json.Arr(List<Json> several) ? several : List.of(value.get());
    if (elements.size() > MOST_STOPS) {
      throw Parameters.invalid("stop", "`stop` holds more than " + MOST_STOPS + " strings.");
    }
    var stops = new ArrayList<String>();
    for (var element : elements) {
      if (!(element instanceof Json.Str(String stop))) {
        throw Parameters.mistyped("stop", "a string or an array of strings");
      }
      if (stop.isEmpty() || stop.length() > LONGEST_STOP) {
        throw Parameters.invalid("stop", "A stop string has 1 to " + LONGEST_STOP + " characters.");
      }
      stops.add(stop);
    }
    return stops;
  }

  static int choices(Parameters given) throws Refused {
    return given.integer("n", 1, MOST_CHOICES).orElse(1L).intValue();
  }

  /** Whether a stream is asked for, and its last counts. */
  static boolean usage(Parameters given, boolean stream) throws Refused {
    var options = given.object("stream_options");
    if (options.isEmpty()) {
      return false;
    }
    if (!stream) {
      throw Parameters.invalid("stream_options", "`stream_options` needs `stream`.");
    }
    var inner = new Parameters(options.get(), "stream_options");
    // Padding hides lengths from a network; here it is the seal that does so.
    Members.only(options.get(), Set.of("include_usage", "include_obfuscation"), "stream_options");
    if (inner.truth("include_obfuscation").orElse(false)) {
      throw Parameters.unsupported(
          "stream_options.include_obfuscation", "`include_obfuscation` is not supported.");
    }
    return inner.truth("include_usage").orElse(false);
  }

  /** The limit in force: what was asked for, at most what the context leaves. */
  static int maxTokens(
      Parameters given, String name, int prompt, int context, long byDefault, String promptName)
      throws Refused {
    var asked = given.integer(name, 1, Integer.MAX_VALUE);
    if (prompt + asked.orElse(1L) > context) {
      throw tooLong(promptName, prompt, asked.orElse(1L), context);
    }
    return Math.toIntExact(asked.orElse(Math.min(byDefault, context - prompt)));
  }

  private static Refused tooLong(String param, long prompt, long answer, long context) {
    return Refused.because(
        "context_length_exceeded",
        param,
        // Clients look for the first words, and for the numbers.
        "This model's maximum context length is %d tokens; the prompt has %d and %d are asked for the answer."
            .formatted(context, prompt, answer));
  }
}
