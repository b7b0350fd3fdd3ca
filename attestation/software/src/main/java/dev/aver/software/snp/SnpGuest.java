// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.GuestPolicy;

/**
 * What the report says of the guest. Nothing here was measured by hardware: the caller says what it
 * is.
 *
 * @param measurement 48 bytes, in place of the launch digest
 * @param hostData 32 bytes
 * @param familyId 16 bytes
 * @param imageId 16 bytes
 * @param idKeyDigest 48 bytes
 * @param svn GUEST_SVN, unsigned 32 bits
 * @param policy of the launch
 * @param vmpl 0 to 3
 */
public record SnpGuest(
    Bytes measurement,
    Bytes hostData,
    Bytes familyId,
    Bytes imageId,
    Bytes idKeyDigest,
    long svn,
    GuestPolicy policy,
    int vmpl) {
  /** SMT allowed, and the bit that must be one; neither debugging nor migration. */
  public static final GuestPolicy CLOSED = new GuestPolicy(0x30000);

  /** Refuses other sizes and ranges: a programming error. */
  public SnpGuest {
    require(measurement.size() == 48, "measurement of 48 bytes");
    require(hostData.size() == 32, "host data of 32 bytes");
    require(familyId.size() == 16 && imageId.size() == 16, "ids of 16 bytes");
    require(idKeyDigest.size() == 48, "key digest of 48 bytes");
    require(svn >= 0 && svn <= 0xffff_ffffL, "SVN of 32 bits");
    require(policy.wellFormed(), "policy with its reserved bits");
    require(vmpl >= 0 && vmpl <= 3, "VMPL 0 to 3");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a guest needs a " + what);
    }
  }

  /**
   * A guest with this measurement (48 bytes, say of the application), VMPL 0 and a closed policy.
   */
  public static SnpGuest measured(Bytes measurement) {
    var id = zero(16);
    return new SnpGuest(measurement, zero(32), id, id, zero(48), 0, CLOSED, 0);
  }

  private static Bytes zero(int size) {
    return Bytes.of(new byte[size]);
  }
}
