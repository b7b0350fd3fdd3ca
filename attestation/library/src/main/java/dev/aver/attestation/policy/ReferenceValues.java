// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody measured of the images that are in use, as data ({@code aver/reference-values/v1}):
 * evidence is accepted if one of them is what was started, and an empty list accepts nothing. A
 * policy says what is demanded of a machine and changes seldom; these come with every release. Not
 * signed: whoever names them to a verification vouches for them, as for a policy.
 *
 * @param source who measured them, or where they come from
 * @param issuedAt the first millisecond since 1970 at which they count
 * @param expiresAt the last one
 * @param images in any order
 */
public record ReferenceValues(
    String source, long issuedAt, long expiresAt, List<ReferenceImage> images) {
  /** The {@code type}. */
  public static final String TYPE = "aver/reference-values/v1";

  /** The largest document in bytes. */
  public static final int MAX_BYTES = 1 << 19;

  private static final int MAX_IMAGES = 1024;

  /** Copies the list. */
  public ReferenceValues {
    images = List.copyOf(images);
  }

  /**
   * Parses a document of at most {@link #MAX_BYTES}.
   *
   * @throws Rejected the codes of JSON and its members; {@link Reason#FIELD_RANGE} where they end
   *     before they begin
   */
  public static ReferenceValues parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, MAX_BYTES));
  }

  /** As above, of a document that has been read. */
  public static ReferenceValues parse(Json json) throws Rejected {
    var members = Members.of(json, "referenceValues");
    members.type(TYPE);
    var source = Label.read(members.string("source"), "referenceValues.source");
    var issuedAt = members.integer("issuedAt", 0, Members.MAX_INTEGER);
    var expiresAt = members.integer("expiresAt", issuedAt, Members.MAX_INTEGER);
    var images = images(members.array("images"));
    members.end();
    return new ReferenceValues(source, issuedAt, expiresAt, images);
  }

  private static List<ReferenceImage> images(List<Json> elements) throws Rejected {
    if (elements.size() > MAX_IMAGES) {
      throw new Rejected(Reason.FIELD_RANGE, "images has more than " + MAX_IMAGES);
    }
    var images = new ArrayList<ReferenceImage>();
    for (var element : elements) {
      images.add(ReferenceImageJson.parse(Members.of(element, "images")));
    }
    return images;
  }

  /**
   * Requires them to count at {@code at} milliseconds since 1970.
   *
   * @throws Rejected {@link Reason#REFERENCE_VALUES_NOT_YET_VALID}, {@link
   *     Reason#REFERENCE_VALUES_EXPIRED}
   */
  public void requireValid(long at) throws Rejected {
    if (at < issuedAt) {
      throw new Rejected(Reason.REFERENCE_VALUES_NOT_YET_VALID, "those of " + source);
    }
    if (at > expiresAt) {
      throw new Rejected(Reason.REFERENCE_VALUES_EXPIRED, "those of " + source);
    }
  }

  /** Whether each of them says what was booted. */
  public boolean pinLaunch() {
    return images.stream().allMatch(ReferenceImage::pinsLaunch);
  }

  /** Whether each of them says how it was configured. */
  public boolean pinConfiguration() {
    return images.stream()
        .noneMatch(image -> image.configuration() instanceof Expectation.Unchecked);
  }

  /** The JSON form. */
  public Json.Obj toJson() {
    return Json.object()
        .put("type", TYPE)
        .put("source", source)
        .put("issuedAt", issuedAt)
        .put("expiresAt", expiresAt)
        .put("images", Json.array(images.stream().map(ReferenceImageJson::write).toList()))
        .build();
  }
}
