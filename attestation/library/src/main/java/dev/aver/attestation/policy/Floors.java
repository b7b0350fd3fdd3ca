// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation.Floor;
import dev.aver.attestation.snp.abi.FirmwareVersion;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.appraise.BitDemand;
import dev.aver.attestation.snp.appraise.FirmwareDemands;
import dev.aver.attestation.snp.appraise.PlatformDemands;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.snp.appraise.TcbFloor;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Optional;

/**
 * Floors that the vendors' bulletins ask for, as a policy of their own, and how another policy
 * takes them over. Which bulletin says what: docs/floors.md.
 */
public final class Floors {
  /** The name of the newest published ones: the month in which the bulletins were read. */
  public static final String NEWEST = "floors-2026-11.json";

  private static final Meet<Tcb> TCB = new Meet<>(Floors::higherTcb);
  static final Meet<Long> BITS = new Meet<>(Floors::bothBits);
  private static final Meet<FirmwareVersion> VERSION = Meet.ordered();
  private static final Meet<TcbStatus> STATUS = Meet.unordered();
  private static final Meet<Long> NUMBER = Meet.ordered();

  private Floors() {}

  /**
   * The newest published floors: a policy that demands patched machines and nothing of the guest.
   */
  public static AppraisalPolicy published() {
    try (var file = Floors.class.getResourceAsStream(NEWEST)) {
      if (file == null) {
        throw new IllegalStateException("the library was packed without " + NEWEST);
      }
      return AppraisalPolicy.parse(Bytes.of(file.readAllBytes()));
    } catch (IOException | Rejected e) {
      throw new IllegalStateException("damaged: " + NEWEST, e);
    }
  }

  /**
   * The policy that accepts what {@code policy} accepts on machines that reach {@code floors}:
   * firmware and platform information of an SNP machine, TCB status and evaluation number of a TDX
   * one. A product line that the floors do not name is not accepted. Nothing else of the floors
   * counts.
   */
  public static AppraisalPolicy raise(AppraisalPolicy policy, AppraisalPolicy floors) {
    return new AppraisalPolicy(
        policy.tee(),
        policy.snp().map(snp -> floors.snp().map(least -> raise(snp, least)).orElse(snp)),
        policy.tdx().map(tdx -> floors.tdx().map(least -> raise(tdx, least)).orElse(tdx)),
        policy.vtpm(),
        policy.keyset(),
        policy.machines(),
        policy.referenceValues());
  }

  private static SnpPolicy raise(SnpPolicy policy, SnpPolicy floors) {
    var platform = policy.platform();
    var least = floors.platform();
    var products = new EnumMap<Product, FirmwareDemands>(Product.class);
    platform
        .products()
        .forEach(
            (product, firmware) -> {
              var named = least.products().get(product);
              if (named != null) {
                products.put(product, raise(firmware, named));
              }
            });
    return policy.with(
        new PlatformDemands(
            products,
            platform.signingKey(),
            platform.provisionalFirmware(),
            BITS.of(platform.info(), least.info()),
            BITS.of(platform.launchMitigations(), least.launchMitigations()),
            BITS.of(platform.currentMitigations(), least.currentMitigations()),
            platform.revocationChecked()));
  }

  private static FirmwareDemands raise(FirmwareDemands firmware, FirmwareDemands least) {
    return new FirmwareDemands(
        TCB.of(firmware.reported(), least.reported()),
        TCB.of(firmware.current(), least.current()),
        TCB.of(firmware.committed(), least.committed()),
        TCB.of(firmware.launch(), least.launch()),
        VERSION.of(firmware.currentVersion(), least.currentVersion()),
        VERSION.of(firmware.committedVersion(), least.committedVersion()));
  }

  private static TdxPolicy raise(TdxPolicy policy, TdxPolicy floors) {
    return policy.with(
        STATUS.of(policy.status(), floors.status()),
        NUMBER.of(policy.evaluationNumber(), floors.evaluationNumber()));
  }

  private static Optional<Floor<Tcb>> higherTcb(Floor<Tcb> a, Floor<Tcb> b) {
    if (a instanceof TcbFloor(Tcb one) && b instanceof TcbFloor(Tcb other)) {
      return Optional.of(new TcbFloor(one.highest(other)));
    }
    throw new IllegalArgumentException("not floors of a TCB: " + a + ", " + b);
  }

  private static Optional<Floor<Long>> bothBits(Floor<Long> a, Floor<Long> b) {
    if (a instanceof BitDemand one && b instanceof BitDemand other) {
      var set = one.set() | other.set();
      var clear = one.clear() | other.clear();
      return (set & clear) == 0 ? Optional.of(new BitDemand(set, clear)) : Optional.empty();
    }
    throw new IllegalArgumentException("not demands on bits: " + a + ", " + b);
  }
}
