// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Machine;
import dev.aver.attestation.policy.ReferenceImage;
import java.util.Optional;

/**
 * What a result says by the relying party's own documents: where the machine stands, and which
 * image was started. No operator's word is enough for either.
 *
 * @param machine the entry of its list that counts
 * @param image the one that the evidence is
 * @param source whose reference values these are
 */
record Known(Optional<Machine> machine, Optional<ReferenceImage> image, Optional<String> source) {
  void put(Json.Builder claims) {
    claims.put("location", machine.map(Machine::location).orElse("unknown"));
    machine.ifPresent(entry -> claims.put("owner", entry.owner()));
    image.ifPresent(started -> claims.put("image", started.image()));
    if (image.isPresent()) {
      source.ifPresent(name -> claims.put("imageSource", name));
    }
  }
}
