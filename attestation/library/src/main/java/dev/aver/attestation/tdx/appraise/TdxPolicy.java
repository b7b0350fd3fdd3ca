// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.appraise;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a relying party demands of a TDX guest and its platform. A revoked part and a missing or
 * wrong endorsement are refused whatever a policy says. Bit fields and registers are the bytes of
 * the TD report.
 *
 * @param underDebug whether the host may look into the guest
 * @param septVeDisable whether the guest is safe from exceptions its host injects
 * @param migratable whether a service TD may move the guest
 * @param mrServiceTd 48 bytes; zero for reports of TDX 1.0, which know none
 * @param xfamMask 8 bytes: the bits of XFAM that are looked at, since some depend on the host's
 *     processor and emulator
 * @param xfam 8 bytes, after the mask
 * @param mrSeam 48 bytes
 * @param mrTd 48 bytes
 * @param rtmrs four registers of 48 bytes
 * @param mrConfigId 48 bytes
 * @param mrOwner 48 bytes
 * @param mrOwnerConfig 48 bytes
 * @param reportData 64 bytes
 * @param status of platform, module and quoting enclave together
 * @param advisories demanded of each advisory on its own
 * @param evaluationNumber of TCB info and QE identity
 * @param fmspc 6 bytes
 * @param ppid 16 bytes
 * @param platformInstanceId 16 bytes; a platform without one meets no demand
 */
public record TdxPolicy(
    Expectation<Boolean> underDebug,
    Expectation<Boolean> septVeDisable,
    Expectation<Boolean> migratable,
    Expectation<Bytes> mrServiceTd,
    Bytes xfamMask,
    Expectation<Bytes> xfam,
    Expectation<Bytes> mrSeam,
    Expectation<Bytes> mrTd,
    List<Expectation<Bytes>> rtmrs,
    Expectation<Bytes> mrConfigId,
    Expectation<Bytes> mrOwner,
    Expectation<Bytes> mrOwnerConfig,
    Expectation<Bytes> reportData,
    Expectation<TcbStatus> status,
    Expectation<String> advisories,
    Expectation<Long> evaluationNumber,
    Expectation<Bytes> fmspc,
    Expectation<Bytes> ppid,
    Expectation<Bytes> platformInstanceId) {
  /** The number of runtime registers. */
  public static final int RTMRS = 4;

  private static final Bytes ALL_BITS = ones();

  /** Copies the list; refuses any but four registers and a mask of 8 bytes. */
  public TdxPolicy {
    rtmrs = List.copyOf(rtmrs);
    if (rtmrs.size() != RTMRS || xfamMask.size() != ALL_BITS.size()) {
      throw new IllegalArgumentException("not four RTMRs and an XFAM mask of 8 bytes");
    }
  }

  private static Bytes ones() {
    var ones = new byte[8];
    Arrays.fill(ones, (byte) 0xff);
    return Bytes.of(ones);
  }

  /** The same with these demands on Intel's judgement of the platform. */
  public TdxPolicy with(Expectation<TcbStatus> tcbStatus, Expectation<Long> number) {
    return new Builder(this).status(tcbStatus).evaluationNumber(number).build();
  }

  /** The same with this demand on MRTD and on each of the four runtime registers. */
  public TdxPolicy withMeasurements(Expectation<Bytes> demand) {
    var changed = new Builder(this).mrTd(demand);
    for (var i = 0; i < RTMRS; i++) {
      changed.rtmr(i, demand);
    }
    return changed.build();
  }

  /**
   * A policy under construction. What is not named is unchecked for the one reason given, except
   * debug, which is refused.
   */
  public static Builder uncheckedUnlessNamed(String why) {
    return new Builder(why);
  }

  /** Collects demands. */
  public static final class Builder {
    private Expectation<Boolean> underDebug;
    private Expectation<Boolean> septVeDisable;
    private Expectation<Boolean> migratable;
    private Expectation<Bytes> mrServiceTd;
    private Bytes xfamMask = ALL_BITS;
    private Expectation<Bytes> xfam;
    private Expectation<Bytes> mrSeam;
    private Expectation<Bytes> mrTd;
    private Expectation<Bytes> mrConfigId;
    private Expectation<Bytes> mrOwner;
    private Expectation<Bytes> mrOwnerConfig;
    private Expectation<Bytes> reportData;
    private Expectation<TcbStatus> status;
    private Expectation<String> advisories;
    private Expectation<Long> evaluationNumber;
    private Expectation<Bytes> fmspc;
    private Expectation<Bytes> ppid;
    private Expectation<Bytes> platformInstanceId;
    private final List<Expectation<Bytes>> rtmrs;

    private Builder(String why) {
      underDebug = new Exactly<>(false);
      septVeDisable = new Unchecked<>(why);
      migratable = new Unchecked<>(why);
      mrServiceTd = new Unchecked<>(why);
      xfam = new Unchecked<>(why);
      mrSeam = new Unchecked<>(why);
      mrTd = new Unchecked<>(why);
      mrConfigId = new Unchecked<>(why);
      mrOwner = new Unchecked<>(why);
      mrOwnerConfig = new Unchecked<>(why);
      reportData = new Unchecked<>(why);
      status = new Unchecked<>(why);
      advisories = new Unchecked<>(why);
      evaluationNumber = new Unchecked<>(why);
      fmspc = new Unchecked<>(why);
      ppid = new Unchecked<>(why);
      platformInstanceId = new Unchecked<>(why);
      rtmrs = new ArrayList<>(Collections.nCopies(RTMRS, new Unchecked<>(why)));
    }

    private Builder(TdxPolicy from) {
      underDebug = from.underDebug;
      septVeDisable = from.septVeDisable;
      migratable = from.migratable;
      mrServiceTd = from.mrServiceTd;
      xfamMask = from.xfamMask;
      xfam = from.xfam;
      mrSeam = from.mrSeam;
      mrTd = from.mrTd;
      mrConfigId = from.mrConfigId;
      mrOwner = from.mrOwner;
      mrOwnerConfig = from.mrOwnerConfig;
      reportData = from.reportData;
      status = from.status;
      advisories = from.advisories;
      evaluationNumber = from.evaluationNumber;
      fmspc = from.fmspc;
      ppid = from.ppid;
      platformInstanceId = from.platformInstanceId;
      rtmrs = new ArrayList<>(from.rtmrs);
    }

    /** Whether the host may look into the guest; unless named, it may not. */
    public Builder underDebug(Expectation<Boolean> demand) {
      this.underDebug = demand;
      return this;
    }

    /** Whether SEPT_VE_DISABLE is set. */
    public Builder septVeDisable(Expectation<Boolean> demand) {
      this.septVeDisable = demand;
      return this;
    }

    /** Whether MIGRATABLE is set. */
    public Builder migratable(Expectation<Boolean> demand) {
      this.migratable = demand;
      return this;
    }

    /** Digest of the bound service TDs. */
    public Builder mrServiceTd(Expectation<Bytes> demand) {
      this.mrServiceTd = demand;
      return this;
    }

    /** Extended features, of which only the bits of {@code mask} count. */
    public Builder xfam(Bytes mask, Expectation<Bytes> demand) {
      this.xfamMask = mask;
      this.xfam = demand;
      return this;
    }

    /** Measurement of the TDX module. */
    public Builder mrSeam(Expectation<Bytes> demand) {
      this.mrSeam = demand;
      return this;
    }

    /** Measurement of the firmware. */
    public Builder mrTd(Expectation<Bytes> demand) {
      this.mrTd = demand;
      return this;
    }

    /** Configuration that the host named. */
    public Builder mrConfigId(Expectation<Bytes> demand) {
      this.mrConfigId = demand;
      return this;
    }

    /** Owner that the host named. */
    public Builder mrOwner(Expectation<Bytes> demand) {
      this.mrOwner = demand;
      return this;
    }

    /** Owner configuration that the host named. */
    public Builder mrOwnerConfig(Expectation<Bytes> demand) {
      this.mrOwnerConfig = demand;
      return this;
    }

    /** The 64 bytes of the guest. */
    public Builder reportData(Expectation<Bytes> demand) {
      this.reportData = demand;
      return this;
    }

    /** The merged TCB status. */
    public Builder status(Expectation<TcbStatus> demand) {
      this.status = demand;
      return this;
    }

    /** Every single advisory. */
    public Builder advisories(Expectation<String> demand) {
      this.advisories = demand;
      return this;
    }

    /** The number of the evaluation set. */
    public Builder evaluationNumber(Expectation<Long> demand) {
      this.evaluationNumber = demand;
      return this;
    }

    /** The platform model. */
    public Builder fmspc(Expectation<Bytes> demand) {
      this.fmspc = demand;
      return this;
    }

    /** The machine, by its PPID. */
    public Builder ppid(Expectation<Bytes> demand) {
      this.ppid = demand;
      return this;
    }

    /** The machine, by its platform instance id. */
    public Builder platformInstanceId(Expectation<Bytes> demand) {
      this.platformInstanceId = demand;
      return this;
    }

    /** Runtime register {@code index}, from 0 to 3. */
    public Builder rtmr(int index, Expectation<Bytes> demand) {
      rtmrs.set(index, demand);
      return this;
    }

    /** The policy. */
    public TdxPolicy build() {
      return new TdxPolicy(
          underDebug,
          septVeDisable,
          migratable,
          mrServiceTd,
          xfamMask,
          xfam,
          mrSeam,
          mrTd,
          rtmrs,
          mrConfigId,
          mrOwner,
          mrOwnerConfig,
          reportData,
          status,
          advisories,
          evaluationNumber,
          fmspc,
          ppid,
          platformInstanceId);
    }
  }
}
