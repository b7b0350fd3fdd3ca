// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Der;
import java.util.ArrayList;
import java.util.List;

/**
 * A DER element with its place in the document.
 *
 * @param encoded with tag and length
 */
record Element(int offset, Bytes encoded) {
  static Element document(Bytes der) {
    return new Element(0, der);
  }

  int length() {
    return encoded.size();
  }

  boolean is(int tag) {
    return encoded.size() > 0 && (encoded.at(0) & 0xff) == tag;
  }

  /** What lies inside, one after the other. */
  List<Element> children() throws Rejected {
    var content = content();
    var at = offset + encoded.size() - content.size();
    var inside = Der.of(content, Reason.ENDORSEMENT_PARSE);
    var children = new ArrayList<Element>();
    while (inside.hasMore()) {
      var child = new Element(at, inside.element());
      at += child.length();
      children.add(child);
    }
    return children;
  }

  /** What lies inside, as bytes. */
  Bytes content() throws Rejected {
    if (encoded.size() == 0) {
      throw new Rejected(Reason.ENDORSEMENT_PARSE, "an empty element");
    }
    return Der.of(encoded, Reason.ENDORSEMENT_PARSE).take(encoded.at(0) & 0xff);
  }

  void show(Part.Builder part, String name, String meaning) {
    part.field(offset, length(), name, encoded.hex(), meaning);
  }
}
