// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A distinguished name. Two names are the same only if their encodings are, byte for byte: vendors
 * copy them, so nothing is normalised.
 *
 * @param encoded the DER of the name
 * @param commonName its CN; absent unless there is exactly one, in a known string type
 */
public record Name(Bytes encoded, Optional<String> commonName) {
  private static final String COMMON_NAME = "2.5.4.3";

  static Name parse(Der der, Reason reason) throws Rejected {
    var encoded = der.element();
    var sets = Der.of(encoded, reason).enter(Der.SEQUENCE);
    Optional<String> commonName = Optional.empty();
    var count = 0;
    while (sets.hasMore()) {
      var set = sets.enter(Der.SET);
      while (set.hasMore()) {
        var attribute = set.enter(Der.SEQUENCE);
        if (attribute.oid().equals(COMMON_NAME)) {
          count++;
          commonName = text(attribute);
        } else {
          attribute.element();
        }
        attribute.end();
      }
    }
    return new Name(encoded, count == 1 ? commonName : Optional.empty());
  }

  private static Optional<String> text(Der value) throws Rejected {
    for (var type : new int[] {Der.UTF8_STRING, Der.PRINTABLE_STRING, Der.IA5_STRING}) {
      if (value.nextIs(type)) {
        return Optional.of(new String(value.take(type).toArray(), StandardCharsets.UTF_8));
      }
    }
    value.element();
    return Optional.empty();
  }

  /** The CN, or a placeholder for people. */
  public String display() {
    return commonName.orElse("(no common name)");
  }
}
