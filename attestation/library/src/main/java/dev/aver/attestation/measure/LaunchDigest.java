// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The running SHA-384 of an SEV-SNP launch: each page that the firmware adds is folded in as a
 * PAGE_INFO structure (AMD 56860, SNP_LAUNCH_UPDATE, "PAGE_INFO").
 *
 * <p>Immutable: every step gives a new digest.
 */
public record LaunchDigest(Bytes value) {
  /** The size of a digest in bytes. */
  public static final int SIZE = 48;

  /** The size of a guest page in bytes. */
  static final int PAGE = 4096;

  private static final Bytes ZERO = Bytes.of(new byte[SIZE]);
  private static final int PAGE_INFO_SIZE = 0x70;

  /** Where the firmware puts every VMSA: the highest page of a 48-bit address space. */
  private static final long VMSA_ADDRESS = 0xFFFF_FFFF_F000L;

  private enum PageType {
    NORMAL(1),
    VMSA(2),
    ZERO(3),
    UNMEASURED(4),
    SECRETS(5),
    CPUID(6);

    private final byte code;

    PageType(int code) {
      this.code = (byte) code;
    }
  }

  /** The digest before the first page. */
  static LaunchDigest empty() {
    return new LaunchDigest(ZERO);
  }

  /** Adds whole pages of measured content from {@code address} on. */
  LaunchDigest withPages(long address, Bytes content) {
    if (content.size() % PAGE != 0) {
      throw new IllegalArgumentException("not whole pages: " + content.size() + " bytes");
    }
    var digest = this;
    for (var at = 0; at < content.size(); at += PAGE) {
      var page = Hashes.sha384(content.slice(at, at + PAGE));
      digest = digest.with(PageType.NORMAL, address + at, page);
    }
    return digest;
  }

  /** Adds pages that the guest finds zeroed. */
  LaunchDigest withZeroPages(long address, long size) {
    return without(PageType.ZERO, address, size);
  }

  /** Adds pages whose content is not measured, only that they are there. */
  LaunchDigest withUnmeasuredPages(long address, long size) {
    return without(PageType.UNMEASURED, address, size);
  }

  private LaunchDigest without(PageType content, long address, long size) {
    var digest = this;
    for (var at = 0L; at < size; at += PAGE) {
      digest = digest.with(content, address + at, ZERO);
    }
    return digest;
  }

  /** Adds the secrets page, whose content is not measured. */
  LaunchDigest withSecretsPage(long address) {
    return with(PageType.SECRETS, address, ZERO);
  }

  /** Adds the CPUID page, whose content the firmware checks instead of measuring. */
  LaunchDigest withCpuidPage(long address) {
    return with(PageType.CPUID, address, ZERO);
  }

  /** Adds the initial state of one virtual processor. */
  LaunchDigest withVmsa(Bytes page) {
    return with(PageType.VMSA, VMSA_ADDRESS, Hashes.sha384(page));
  }

  private LaunchDigest with(PageType type, long address, Bytes contentDigest) {
    var info = ByteBuffer.allocate(PAGE_INFO_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    info.put(value.toArray());
    info.put(contentDigest.toArray());
    info.putShort((short) PAGE_INFO_SIZE);
    info.put(type.code);
    info.put((byte) 0); // no initial migration image
    info.putInt(0); // no permissions for VMPL 3, 2, 1; one reserved byte
    info.putLong(address);
    return new LaunchDigest(Hashes.sha384(Bytes.of(info.array())));
  }
}
