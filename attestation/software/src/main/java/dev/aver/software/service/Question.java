// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path in its parts, and its parameters. */
record Question(List<String> path, Map<String, String> parameters) {
  static Question of(URI uri) {
    var parameters = new LinkedHashMap<String, String>();
    var query = uri.getRawQuery();
    for (var pair : query == null ? new String[0] : query.split("&")) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return new Question(List.of(uri.getPath().substring(1).split("/")), parameters);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A parameter, or the text that stands for its absence. */
  String parameter(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  /** An unsigned byte, with or without leading zeros. */
  Optional<Integer> level(String name) {
    var text = parameter(name, "");
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 255) {
      return Optional.empty();
    }
    return Optional.of(Integer.parseInt(text));
  }
}
