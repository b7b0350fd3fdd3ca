// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.software.service.Behaviour.Kind;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the server was told and what it was asked. Safe for many threads. */
final class Control {
  private static final long FOR_GOOD = Long.MAX_VALUE;

  private final Clock clock;
  private final Map<String, Rule> rules = new HashMap<>();
  private final List<String> requests = new ArrayList<>();

  private static final class Rule {
    final Behaviour behaviour;
    long left;

    Rule(Behaviour behaviour, long times) {
      this.behaviour = behaviour;
      this.left = times;
    }
  }

  Control(Clock clock) {
    this.clock = clock;
  }

  /** Notes a request and says how to answer it. */
  synchronized Behaviour asked(URI uri) {
    requests.add(clock.millis() + " " + uri);
    var longest = "";
    for (var prefix : rules.keySet()) {
      if (uri.getPath().startsWith(prefix) && prefix.length() > longest.length()) {
        longest = prefix;
      }
    }
    var rule = rules.get(longest);
    if (rule == null) {
      return Behaviour.GOOD;
    }
    if (--rule.left == 0) {
      rules.remove(longest);
    }
    return rule.behaviour;
  }

  synchronized Answer answer(Question question) {
    return switch (question.path().getLast()) {
      case "behaviour" -> behave(question);
      case "requests" -> Answer.ok("text/plain", Bytes.utf8(String.join("\n", requests) + "\n"));
      default -> Answer.refused(404);
    };
  }

  private Answer behave(Question question) {
    try {
      var name = question.parameter("is", "good").toUpperCase(Locale.ROOT).replace('-', '_');
      var behaviour =
          new Behaviour(
              Kind.valueOf(name),
              Long.parseLong(question.parameter("amount", "0")),
              question.parameter("target", ""));
      var times = question.parameters().get("times");
      rules.put(
          question.parameter("path", "/"),
          new Rule(behaviour, times == null ? FOR_GOOD : Long.parseLong(times)));
      return Answer.refused(204);
    } catch (IllegalArgumentException e) {
      return Answer.refused(400);
    }
  }
}
