// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trust domain's launch takes from a firmware image: the sections of its TDVF metadata
 * (Intel 344991, "TDVF Metadata"), in the order in which they are added.
 */
public record TdFirmware(List<Section> sections) {
  /** The largest image that is read: 16 MiB, four times what distributions ship. */
  public static final int MAX_SIZE = 16 << 20;

  private static final String METADATA = "e47a6535-984a-4798-865e-4685a7bf8ec2";
  private static final Bytes SIGNATURE = Bytes.utf8("TDVF");
  private static final int VERSION = 1;
  private static final int HEADER = 16;
  private static final int SECTION = 32;
  private static final int MAX_SECTIONS = 64;
  private static final long MAX_MEMORY = 64L << 20;
  private static final int EXTEND = 1;
  private static final int AUGMENT = 2;

  /** Copies the sections. */
  public TdFirmware {
    sections = List.copyOf(sections);
  }

  /**
   * One range of guest memory.
   *
   * @param address where it begins, at a page
   * @param size in bytes, whole pages; what {@code data} does not reach is zero
   * @param data from the image
   * @param measured whether its content goes into MRTD
   * @param augmented whether it is added at run time only, and is no part of the launch
   */
  public record Section(long address, long size, Bytes data, boolean measured, boolean augmented) {}

  /**
   * Reads an image with TDVF metadata.
   *
   * @throws Rejected {@link Reason#FIRMWARE_FORMAT}
   */
  public static TdFirmware parse(Bytes image) throws Rejected {
    if (image.size() > MAX_SIZE || image.size() % LaunchDigest.PAGE != 0 || image.size() == 0) {
      throw refused(image.size() + " bytes are not whole pages of at most 16 MiB");
    }
    var offset = GuidTable.of(image).get(METADATA);
    if (offset == null) {
      throw refused("no TDVF metadata: this image cannot start a trust domain");
    }
    var fromEnd = reader(offset).u32le();
    if (fromEnd > image.size()) {
      throw refused("TDVF metadata outside the image");
    }
    return metadata(image, reader(image.slice((int) (image.size() - fromEnd), image.size())));
  }

  private static TdFirmware metadata(Bytes image, BoundedReader metadata) throws Rejected {
    if (!metadata.take(SIGNATURE.size()).equals(SIGNATURE)) {
      throw refused("TDVF metadata without its signature");
    }
    var length = metadata.u32le();
    if (metadata.u32le() != VERSION) {
      throw refused("TDVF metadata of another version than 1");
    }
    var count = metadata.u32le();
    if (count > MAX_SECTIONS || length != HEADER + SECTION * count) {
      throw refused(count + " sections in " + length + " bytes");
    }
    var sections = new ArrayList<Section>();
    var memory = 0L;
    for (var i = 0; i < count; i++) {
      var section = section(image, metadata);
      memory += section.size();
      sections.add(section);
    }
    if (memory > MAX_MEMORY) {
      throw refused("sections of " + memory + " bytes");
    }
    return new TdFirmware(sections);
  }

  private static Section section(Bytes image, BoundedReader metadata) throws Rejected {
    var offset = metadata.u32le();
    var length = metadata.u32le();
    var address = metadata.u64le();
    var size = metadata.u64le();
    metadata.u32le(); // what it is for: the order and the bits below say how it is measured
    var attributes = metadata.u32le();
    if (attributes > (EXTEND | AUGMENT)) {
      throw refused("a section with attributes " + attributes);
    }
    if (offset + length > image.size()) {
      throw refused("a section's data lies outside the image");
    }
    if (address < 0 || size < 0 || size > MAX_MEMORY || length > size || !pages(address, size)) {
      throw refused("a section of " + length + " bytes in " + size + " at " + address);
    }
    return new Section(
        address,
        size,
        image.slice((int) offset, (int) (offset + length)),
        (attributes & EXTEND) != 0,
        (attributes & AUGMENT) != 0);
  }

  private static boolean pages(long address, long size) {
    return address % LaunchDigest.PAGE == 0 && size % LaunchDigest.PAGE == 0;
  }

  private static BoundedReader reader(Bytes bytes) {
    return new BoundedReader(bytes, Reason.FIRMWARE_FORMAT);
  }

  private static Rejected refused(String detail) {
    return new Rejected(Reason.FIRMWARE_FORMAT, detail);
  }
}
