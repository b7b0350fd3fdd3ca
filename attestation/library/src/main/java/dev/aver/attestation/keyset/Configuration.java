// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The effective measured settings of an enclave (formats.md, 3).
 *
 * @param values setting to value; of a secret its name only
 */
public record Configuration(SortedMap<String, String> values) {
  private static final String TYPE = "aver/configuration/v1";

  /** Copies {@code values}. */
  public Configuration {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Parses {@code aver/configuration/v1}. */
  public static Configuration parse(Json json) throws Rejected {
    var members = Members.of(json, "configuration");
    members.type(TYPE);
    var settings = members.required("values");
    members.end();
    var reader = Members.of(settings, "configuration.values");
    var values = new TreeMap<String, String>();
    if (settings instanceof Json.Obj object) {
      for (var name : object.members().keySet()) {
        values.put(name, reader.string(name));
      }
    }
    return new Configuration(values);
  }

  /** The document. */
  public Json.Obj toJson() {
    var object = Json.object();
    values.forEach(object::put);
    return Json.object().put("type", TYPE).put("values", object.build()).build();
  }

  /** SHA-256 of the JCS. */
  public Digest digest() {
    return Documents.digest(toJson());
  }
}
