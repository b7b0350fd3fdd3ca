// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.keyset.Keyset;

/**
 * One case with everything it may look at; what is expected of it is not there.
 *
 * @param id its name
 * @param kind what to do with it
 * @param index the whole index, for its default policy and trust anchors
 * @param area the file that the case is in, for values that its cases share
 * @param inputs the case itself
 * @param folder the files beside the index
 */
public record FormatCase(
    String id, String kind, Values index, Values area, Values inputs, Folder folder) {
  private static final int MAX_FILE = 64 * 1024 * 1024;
  private static final int MAX_DEPTH = 64;

  /** The keyset that the cases of the area are checked against. */
  public Keyset keyset() {
    try {
      return Keyset.parse(area.json("keyset"));
    } catch (Rejected e) {
      throw new IllegalStateException("keyset of the area of " + id, e);
    }
  }

  /** The digest of {@link #keyset}. */
  public Digest enclave() {
    return keyset().enclave();
  }

  /** A file beside the index, which must be there. */
  public Bytes file(String path) {
    return folder.file(path).orElseThrow(() -> new IllegalStateException("no file " + path));
  }

  /**
   * The document of an evidence or proof case: the file that {@code document} names, or the file
   * {@code base} after the operations of {@code patch}.
   */
  public Bytes documentFile() {
    if (!inputs.has("base")) {
      return file(inputs.text("document"));
    }
    try {
      var base = JsonReader.read(file(inputs.text("base")), MAX_FILE, MAX_DEPTH);
      return Bytes.utf8(JsonWriter.write(JsonPatch.apply(base, inputs.list("patch"))));
    } catch (Rejected e) {
      throw new IllegalStateException("base of " + id, e);
    }
  }
}
