// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.tdx;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.endorsement.Validity;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.QeIdentity;
import dev.aver.attestation.tdx.collateral.SvnLevel;
import dev.aver.attestation.tdx.collateral.Svns;
import dev.aver.attestation.tdx.collateral.TcbInfo;
import dev.aver.attestation.tdx.collateral.TcbLevel;
import dev.aver.attestation.tdx.collateral.TcbStatus;
import dev.aver.attestation.tdx.collateral.TdxModuleIdentity;
import dev.aver.attestation.tdx.collateral.TdxModuleVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The platform that is imitated, and what is said of such platforms: one that is up to date, below
 * which there are two levels that are not, with advisories.
 */
final class TdxPlatform {
  /** The platform model: nobody's. */
  static final Bytes FMSPC = Bytes.of(new byte[] {0x50, (byte) 0xf7, (byte) 0xae, 0, 0, 1});

  static final Bytes PCEID = zero(2);
  static final int PCESVN = 13;

  /** Module SVN 6 of version 1, late microcode 5. */
  static final Bytes TEE_TCB_SVN = svns(6, 1, 5).bytes();

  static final Svns SGX = svns(4, 4, 2, 2, 4, 1, 0, 5);
  static final Bytes QE_MRSIGNER = Hashes.sha256(Bytes.utf8("software TD QE signer")).bytes();
  static final Bytes QE_MRENCLAVE = Hashes.sha256(Bytes.utf8("software TD QE")).bytes();
  static final Bytes MRSEAM = Hashes.sha384(Bytes.utf8("software TDX module"));

  /** Initialised, 64-bit, provision key; the features of XFRM are not looked at. */
  static final Bytes QE_ATTRIBUTES = flags(0x15, 0xe7);

  /** All flags except the one for provisioning; none of XFRM. */
  private static final Bytes QE_ATTRIBUTES_MASK = Bytes.of((byte) 0xfb).plus(ones(7)).plus(zero(8));

  static final int QE_PRODUCT = 2;
  static final int QE_SVN = 4;

  /** SEPT_VE_DISABLE. */
  static final Bytes TD_ATTRIBUTES = Bytes.of(new byte[] {0, 0, 0, 0x10, 0, 0, 0, 0});

  static final Bytes XFAM = Bytes.of(new byte[] {(byte) 0xe7, 2, 6, 0, 0, 0, 0, 0});

  private static final long EVALUATION = 18;
  private static final long RECENT = day("2024-11-13");
  private static final long OLDER = day("2024-03-13");
  private static final long OLDEST = day("2018-01-04");
  private static final List<String> KNOWN_THEN = List.of("INTEL-SA-01036", "INTEL-SA-01099");

  private TdxPlatform() {}

  static PlatformIdentity identity(Bytes ppid, Optional<Bytes> instanceId) {
    // The octets are opaque; as on genuine platforms they repeat the components.
    return new PlatformIdentity(ppid, SGX, PCESVN, SGX.bytes(), PCEID, FMSPC, 1, instanceId);
  }

  /** Of all platforms of this model. */
  static TcbInfo tcbInfo(Validity validity) {
    var module = new TdxModuleIdentity(zero(48), zero(8), ones(8));
    return new TcbInfo(
        validity.notBefore(),
        validity.notAfter(),
        FMSPC,
        PCEID,
        EVALUATION,
        module,
        List.of(
            new TdxModuleVersion(
                "TDX_03",
                module,
                List.of(new SvnLevel(3, RECENT, TcbStatus.UP_TO_DATE, List.of()))),
            new TdxModuleVersion(
                "TDX_01",
                module,
                List.of(
                    new SvnLevel(6, RECENT, TcbStatus.UP_TO_DATE, List.of()),
                    new SvnLevel(4, OLDER, TcbStatus.OUT_OF_DATE, KNOWN_THEN)))),
        List.of(
            new TcbLevel(SGX, PCESVN, svns(5, 0, 5), RECENT, TcbStatus.UP_TO_DATE, List.of()),
            new TcbLevel(
                svns(2, 2, 2, 2, 3, 1, 0, 5),
                PCESVN,
                svns(5, 0, 2),
                OLDER,
                TcbStatus.OUT_OF_DATE,
                KNOWN_THEN),
            new TcbLevel(
                svns(2, 2, 2, 2, 3, 1, 0, 5),
                5,
                svns(5, 0, 2),
                OLDEST,
                TcbStatus.OUT_OF_DATE_CONFIGURATION_NEEDED,
                List.of("INTEL-SA-00837", "INTEL-SA-01036", "INTEL-SA-01099"))));
  }

  static QeIdentity qeIdentity(Validity validity) {
    return new QeIdentity(
        validity.notBefore(),
        validity.notAfter(),
        EVALUATION,
        zero(4),
        ones(4),
        flags(0x11, 0),
        QE_ATTRIBUTES_MASK,
        QE_MRSIGNER,
        QE_PRODUCT,
        List.of(
            new SvnLevel(QE_SVN, RECENT, TcbStatus.UP_TO_DATE, List.of()),
            new SvnLevel(2, OLDER, TcbStatus.OUT_OF_DATE, List.of("INTEL-SA-00477"))));
  }

  static Svns svns(int... first) {
    var all = new byte[Svns.COUNT];
    for (var i = 0; i < first.length; i++) {
      all[i] = (byte) first[i];
    }
    return new Svns(Bytes.of(all));
  }

  /** ATTRIBUTES: the first byte of the flags, and the first of XFRM. */
  private static Bytes flags(int flags, int features) {
    var all = new byte[16];
    all[0] = (byte) flags;
    all[8] = (byte) features;
    return Bytes.of(all);
  }

  static Bytes zero(int size) {
    return Bytes.of(new byte[size]);
  }

  private static Bytes ones(int size) {
    var all = new byte[size];
    Arrays.fill(all, (byte) 0xff);
    return Bytes.of(all);
  }

  private static long day(String date) {
    return Instant.parse(date + "T00:00:00Z").toEpochMilli();
  }
}
