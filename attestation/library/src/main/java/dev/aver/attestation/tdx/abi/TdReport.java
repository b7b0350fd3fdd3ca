// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * The TD report that a quote signs: 584 bytes for TDX 1.0, 648 for TDX 1.5 (attestation.md, 3.1).
 * Registers have 48 bytes, bit fields are little-endian as they lie in memory.
 *
 * @param teeTcbSvn 16 security versions of the TDX TCB at the launch of the guest
 * @param mrSeam measurement of the TDX module
 * @param mrSignerSeam signer of the module; zero for Intel's
 * @param seamAttributes 8 bytes; zero for a production module
 * @param tdAttributes 8 bytes, see {@link TdAttribute}
 * @param xfam 8 bytes: extended features the guest may use
 * @param mrTd measurement of the guest's initial memory: the firmware alone
 * @param mrConfigId chosen by whoever launched the guest
 * @param mrOwner chosen by whoever launched the guest
 * @param mrOwnerConfig chosen by whoever launched the guest
 * @param rtmrs four runtime registers
 * @param reportData 64 bytes of the guest
 * @param td15 what TDX 1.5 adds
 */
public record TdReport(
    Bytes teeTcbSvn,
    Bytes mrSeam,
    Bytes mrSignerSeam,
    Bytes seamAttributes,
    Bytes tdAttributes,
    Bytes xfam,
    Bytes mrTd,
    Bytes mrConfigId,
    Bytes mrOwner,
    Bytes mrOwnerConfig,
    List<Bytes> rtmrs,
    Bytes reportData,
    Optional<Td15> td15) {
  /** Size in bytes for TDX 1.0. */
  public static final int SIZE_10 = 584;

  /** Size in bytes for TDX 1.5. */
  public static final int SIZE_15 = 648;

  /** Size of a measurement register in bytes: SHA-384. */
  public static final int REGISTER_SIZE = 48;

  private static final int TEE_TCB_SVN = 0;
  private static final int MRSEAM = 16;
  private static final int MRSIGNERSEAM = 64;
  private static final int SEAMATTRIBUTES = 112;
  private static final int TDATTRIBUTES = 120;
  private static final int XFAM = 128;
  private static final int MRTD = 136;
  private static final int MRCONFIGID = 184;
  private static final int MROWNER = 232;
  private static final int MROWNERCONFIG = 280;
  private static final int RTMR0 = 328;
  private static final int REPORTDATA = 520;
  private static final int TEE_TCB_SVN_2 = 584;
  private static final int MRSERVICETD = 600;

  /**
   * The fields of TDX 1.5.
   *
   * @param teeTcbSvn2 16 security versions of the TDX TCB now: higher than at launch after a live
   *     update of the module
   * @param mrServiceTd digest of the service TDs bound to the guest, which may migrate it; zero for
   *     none
   */
  public record Td15(Bytes teeTcbSvn2, Bytes mrServiceTd) {}

  /** Copies the list. */
  public TdReport {
    rtmrs = List.copyOf(rtmrs);
  }

  /** Cuts {@code body} of {@link #SIZE_10} or {@link #SIZE_15} bytes into its fields. */
  static TdReport of(Bytes body) {
    return new TdReport(
        body.slice(TEE_TCB_SVN, MRSEAM),
        body.slice(MRSEAM, MRSIGNERSEAM),
        body.slice(MRSIGNERSEAM, SEAMATTRIBUTES),
        body.slice(SEAMATTRIBUTES, TDATTRIBUTES),
        body.slice(TDATTRIBUTES, XFAM),
        body.slice(XFAM, MRTD),
        body.slice(MRTD, MRCONFIGID),
        body.slice(MRCONFIGID, MROWNER),
        body.slice(MROWNER, MROWNERCONFIG),
        body.slice(MROWNERCONFIG, RTMR0),
        List.of(rtmr(body, 0), rtmr(body, 1), rtmr(body, 2), rtmr(body, 3)),
        body.slice(REPORTDATA, SIZE_10),
        body.size() == SIZE_15
            ? Optional.of(
                new Td15(body.slice(TEE_TCB_SVN_2, MRSERVICETD), body.slice(MRSERVICETD, SIZE_15)))
            : Optional.empty());
  }

  private static Bytes rtmr(Bytes body, int index) {
    var start = RTMR0 + index * REGISTER_SIZE;
    return body.slice(start, start + REGISTER_SIZE);
  }
}
