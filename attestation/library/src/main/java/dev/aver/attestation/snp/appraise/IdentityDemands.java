// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.appraise;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Unchecked;
import java.util.List;

/**
 * Which guest it must be, on which chip, of which provider.
 *
 * @param reportData the 64 bytes the guest chose; {@code Unchecked} where the caller recomputes the
 *     binding itself
 * @param measurement the launch digest, a set of them where machines have different shapes
 * @param maskedChipId {@code Exactly(false)} demands a chip id
 * @param chipId CHIP_ID as in the report, 64 bytes
 * @param deniedChipIds chips that are refused whatever else holds
 * @param cspId the provider of a VLEK; a VCEK has none and fails a demand
 */
public record IdentityDemands(
    Expectation<Bytes> reportData,
    Expectation<Bytes> measurement,
    Expectation<Bytes> hostData,
    Expectation<Bytes> idKeyDigest,
    Expectation<Bytes> authorKeyDigest,
    Expectation<Bytes> familyId,
    Expectation<Bytes> imageId,
    Expectation<Boolean> maskedChipId,
    Expectation<Bytes> chipId,
    List<Bytes> deniedChipIds,
    Expectation<String> cspId) {
  /** Copies {@code deniedChipIds}. */
  public IdentityDemands {
    deniedChipIds = List.copyOf(deniedChipIds);
  }

  /** Any guest on any chip, for this reason. */
  public static IdentityDemands unchecked(String why) {
    return new IdentityDemands(
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        new Unchecked<>(why),
        List.of(),
        new Unchecked<>(why));
  }

  /** The same with this demand on the launch digest. */
  public IdentityDemands withMeasurement(Expectation<Bytes> demand) {
    return new IdentityDemands(
        reportData,
        demand,
        hostData,
        idKeyDigest,
        authorKeyDigest,
        familyId,
        imageId,
        maskedChipId,
        chipId,
        deniedChipIds,
        cspId);
  }
}
