// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** An element of {@code images} in reference values: every field of a kind, none optional. */
final class ReferenceImageJson {
  private ReferenceImageJson() {}

  static ReferenceImage parse(Members entry) throws Rejected {
    var name = Label.read(entry.string("image"), "images.image");
    var launch = launch(entry);
    var keyset = entry.object("keyset");
    var image =
        new ReferenceImage(
            name,
            launch,
            ExpectationJson.read(keyset, "models", Spelling.DIGEST),
            ExpectationJson.read(keyset, "configuration", Spelling.DIGEST),
            ExpectationJson.read(keyset, "build", Spelling.DIGEST));
    keyset.end();
    entry.end();
    return image;
  }

  // Behind a paravisor hardware measures that, and the registers what it started: both or neither.
  private static Map<Measured, Map<String, Expectation<Bytes>>> launch(Members entry)
      throws Rejected {
    var launch = new EnumMap<Measured, Map<String, Expectation<Bytes>>>(Measured.class);
    for (var measured : Measured.values()) {
      if (entry.has(measured.text())) {
        launch.put(measured, registers(entry.object(measured.text()), measured));
      }
    }
    if (launch.containsKey(Measured.SNP) == launch.containsKey(Measured.TDX)) {
      throw new Rejected(Reason.FIELD_RANGE, "images names not one of snp and tdx");
    }
    return launch;
  }

  private static Map<String, Expectation<Bytes>> registers(Members members, Measured measured)
      throws Rejected {
    var registers = new LinkedHashMap<String, Expectation<Bytes>>();
    for (var name : measured.registers()) {
      registers.put(name, ExpectationJson.read(members, name, measured.spelling()));
    }
    members.end();
    return registers;
  }

  static Json write(ReferenceImage image) {
    var json = Json.object().put("image", image.image());
    for (var measured : Measured.values()) {
      if (image.launch().containsKey(measured)) {
        json.put(measured.text(), write(measured, image));
      }
    }
    return json.put(
            "keyset",
            Json.object()
                .put("models", ExpectationJson.write(image.models(), Spelling.DIGEST))
                .put("configuration", ExpectationJson.write(image.configuration(), Spelling.DIGEST))
                .put("build", ExpectationJson.write(image.build(), Spelling.DIGEST))
                .build())
        .build();
  }

  private static Json write(Measured measured, ReferenceImage image) {
    var json = Json.object();
    image
        .launch()
        .getOrDefault(measured, Map.of())
        .forEach(
            (name, demand) -> json.put(name, ExpectationJson.write(demand, measured.spelling())));
    return json.build();
  }
}
