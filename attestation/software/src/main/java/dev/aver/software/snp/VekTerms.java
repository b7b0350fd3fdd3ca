// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.Tcb;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a VEK certificate says (attestation.md, 1.4), right or wrong.
 *
 * @param kind whose common name it has
 * @param serial 0 in every genuine one
 * @param structure the version of the structure
 * @param productName as in {@code Milan-B0}
 * @param levels security levels by their number: 1 bootloader, 2 tee, 3 snp, 8 microcode, 9 fmc
 * @param hwId the chip: 64 bytes, of Turin 8; none in a VLEK
 * @param cspId the provider, of a VLEK alone
 */
public record VekTerms(
    SigningKey kind,
    BigInteger serial,
    Validity validity,
    int structure,
    String productName,
    SortedMap<Integer, Integer> levels,
    Optional<Bytes> hwId,
    Optional<String> cspId) {
  private static final int FMC = 9;

  /** Copies the map. */
  public VekTerms {
    levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
  }

  /** Those of a chip of this shape at this TCB. */
  public static VekTerms vcek(SnpShape shape, Tcb tcb, Bytes chipId, Validity validity) {
    return new VekTerms(
        SigningKey.VCEK,
        BigInteger.ZERO,
        validity,
        shape.structure(),
        shape.productName(),
        levels(shape.product(), tcb),
        Optional.of(chipId),
        Optional.empty());
  }

  /** Those of a provider at this TCB; the product's name has no stepping. */
  public static VekTerms vlek(SnpShape shape, Tcb tcb, String cspId, Validity validity) {
    return new VekTerms(
        SigningKey.VLEK,
        BigInteger.ZERO,
        validity,
        shape.structure(),
        shape.product().line(),
        levels(shape.product(), tcb),
        Optional.empty(),
        Optional.of(cspId));
  }

  /** Levels 4 to 7 are reserved and there, except that Turin has no 4 and an fmc. */
  private static SortedMap<Integer, Integer> levels(Product product, Tcb tcb) {
    var turin = product == Product.TURIN;
    var levels =
        new TreeMap<Integer, Integer>(
            Map.of(1, tcb.bootloader(), 2, tcb.tee(), 3, tcb.snp(), 8, tcb.microcode()));
    for (var reserved = turin ? 5 : 4; reserved <= 7; reserved++) {
      levels.put(reserved, 0);
    }
    if (turin) {
      levels.put(FMC, tcb.fmc());
    }
    return levels;
  }

  /** The same with another validity. */
  public VekTerms with(Validity other) {
    return new VekTerms(kind, serial, other, structure, productName, levels, hwId, cspId);
  }

  /** The same with another serial number, which no genuine one has. */
  public VekTerms with(BigInteger other) {
    return new VekTerms(kind, other, validity, structure, productName, levels, hwId, cspId);
  }

  /** The same of another product by its own words. */
  public VekTerms named(String other) {
    return new VekTerms(kind, serial, validity, structure, other, levels, hwId, cspId);
  }

  /** The same with one level changed, or without it. */
  public VekTerms level(int number, Optional<Integer> level) {
    var changed = new TreeMap<>(levels);
    level.ifPresentOrElse(value -> changed.put(number, value), () -> changed.remove(number));
    return new VekTerms(kind, serial, validity, structure, productName, changed, hwId, cspId);
  }

  /** The same of another chip, or of none. */
  public VekTerms chip(Optional<Bytes> other) {
    return new VekTerms(kind, serial, validity, structure, productName, levels, other, cspId);
  }
}
