// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code docs/api/relay.yaml} as a program reads it. */
record OpenApi(JsonNode document) {
  /** One path and method, with the example values of its parameters put in. */
  record Operation(String method, String path) {}

  static OpenApi read() throws IOException {
    var file = Path.of("../docs/api/relay.yaml");
    return new OpenApi(new YAMLMapper().readTree(file.toFile()));
  }

  List<Operation> operations() {
    var found = new ArrayList<Operation>();
    for (var path : document.get("paths").properties()) {
      for (var method : path.getValue().properties()) {
        found.add(
            new Operation(
                method.getKey().toUpperCase(Locale.ROOT),
                filled(path.getKey(), method.getValue())));
      }
    }
    return found;
  }

  /** What does not fit the schema of this name in {@code json}; empty if everything does. */
  List<String> complaints(String schema, String json) {
    var root = document.deepCopy();
    ((ObjectNode) root).put("$ref", "#/components/schemas/" + schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(root.toString())
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private String filled(String path, JsonNode operation) {
    var filled = path;
    for (var stated : operation.path("parameters")) {
      var parameter =
          stated.has("$ref") ? document.at(stated.get("$ref").asText().substring(1)) : stated;
      if (parameter.get("in").asText().equals("path")) {
        var name = parameter.get("name").asText();
        filled = filled.replace("{" + name + "}", example(name, parameter));
      }
    }
    return filled;
  }

  private static String example(String name, JsonNode parameter) {
    if (parameter.has("example")) {
      return parameter.get("example").asText();
    }
    return name.equals("log") ? "0".repeat(64) : "0x" + "0".repeat(64);
  }
}
