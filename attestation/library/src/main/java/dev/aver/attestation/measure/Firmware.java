// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a launch takes from an OVMF image: the digest of its pages, the metadata sections, and where
 * kernel hashes and the reset vector are.
 *
 * @param pages the launch digest after the image's own pages
 * @param sections the SEV metadata, in the order in which they are added
 * @param kernelHashes guest address of the table of kernel hashes, where the image has room for one
 * @param resetAddress where application processors begin
 */
public record Firmware(
    LaunchDigest pages, List<Section> sections, OptionalLong kernelHashes, long resetAddress) {
  /** The largest image that is read: 16 MiB, four times what distributions ship. */
  public static final int MAX_SIZE = 16 << 20;

  private static final String KERNEL_HASHES = "7255371f-3a3b-4b04-927b-1da6efa8d454";
  private static final String RESET_BLOCK = "00f771de-1a7e-4fcb-890e-68c77e2fb44e";
  private static final String METADATA = "dc886566-984a-4798-a75e-5585a7bf67cc";
  private static final Bytes METADATA_SIGNATURE = Bytes.utf8("ASEV");
  private static final long FOUR_GIB = 1L << 32;
  private static final int MAX_SECTIONS = 64;
  private static final long MAX_SECTION = 16L << 20;

  /** Copies the sections. */
  public Firmware {
    sections = List.copyOf(sections);
  }

  /** One range of guest memory that is prepared at launch. */
  public record Section(long address, long size, int type) {}

  /**
   * Reads an OVMF image.
   *
   * @throws Rejected {@link Reason#FIRMWARE_FORMAT}
   */
  public static Firmware parse(Bytes image) throws Rejected {
    if (image.size() > MAX_SIZE || image.size() % LaunchDigest.PAGE != 0 || image.size() == 0) {
      throw refused(image.size() + " bytes are not whole pages of at most 16 MiB");
    }
    var table = GuidTable.of(image);
    var reset = table.get(RESET_BLOCK);
    if (reset == null) {
      throw refused("no SEV-ES reset block");
    }
    var hashes = table.get(KERNEL_HASHES);
    return new Firmware(
        LaunchDigest.empty().withPages(FOUR_GIB - image.size(), image),
        sections(image, table.get(METADATA)),
        hashes == null ? OptionalLong.empty() : OptionalLong.of(reader(hashes).u32le()),
        reader(reset).u32le());
  }

  private static List<Section> sections(
      Bytes image, @org.jspecify.annotations.Nullable Bytes offset) throws Rejected {
    if (offset == null) {
      throw refused("no SEV metadata: this image cannot start an SNP guest");
    }
    var fromEnd = reader(offset).u32le();
    if (fromEnd > image.size()) {
      throw refused("SEV metadata outside the image");
    }
    var metadata = reader(image.slice((int) (image.size() - fromEnd), image.size()));
    if (!metadata.take(METADATA_SIGNATURE.size()).equals(METADATA_SIGNATURE)) {
      throw refused("SEV metadata without its signature");
    }
    metadata.u32le(); // the size follows from the number of sections
    if (metadata.u32le() != 1) {
      throw refused("SEV metadata of another version than 1");
    }
    var count = metadata.u32le();
    if (count > MAX_SECTIONS) {
      throw refused(count + " sections");
    }
    var sections = new ArrayList<Section>();
    for (var i = 0; i < count; i++) {
      var section = new Section(metadata.u32le(), metadata.u32le(), (int) metadata.u32le());
      if (section.size() > MAX_SECTION) {
        throw refused("a section of " + section.size() + " bytes");
      }
      sections.add(section);
    }
    return sections;
  }

  private static BoundedReader reader(Bytes bytes) {
    return new BoundedReader(bytes, Reason.FIRMWARE_FORMAT);
  }

  private static Rejected refused(String detail) {
    return new Rejected(Reason.FIRMWARE_FORMAT, detail);
  }
}
