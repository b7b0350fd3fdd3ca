// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.abi;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.BoundedReader;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The first 48 bytes of a quote (attestation.md, 3.1). What it announces may be another kind of
 * quote than this library verifies: {@link #problems}.
 *
 * @param version 4 and 5 are verified
 * @param attestationKeyType {@link #ECDSA_P256} is verified
 * @param teeType {@link #TEE_TDX} is verified
 * @param qeSvn unsigned 16 bits; zero in practice, the QE report holds the real one
 * @param pceSvn unsigned 16 bits; zero in practice
 * @param qeVendorId 16 bytes; {@link #INTEL} is verified
 * @param userData 20 bytes of the quoting enclave, not of the guest; never evidence of anything
 */
public record QuoteHeader(
    int version,
    int attestationKeyType,
    long teeType,
    int qeSvn,
    int pceSvn,
    Bytes qeVendorId,
    Bytes userData) {
  /** Size in bytes. */
  public static final int SIZE = 48;

  /** ECDSA over P-256 with SHA-256. */
  public static final int ECDSA_P256 = 2;

  /** The TEE type of TDX. */
  public static final long TEE_TDX = 0x81;

  /** Intel's quoting enclaves. */
  public static final Bytes INTEL =
      Bytes.of(HexFormat.of().parseHex("939a7233f79c4ca9940a0db3957f0607"));

  /** The version that only SGX quotes have, with the same header but for the TEE type. */
  private static final int SGX_VERSION = 3;

  private static final int VENDOR_ID_SIZE = 16;
  private static final int USER_DATA_SIZE = 20;

  /**
   * Reads the header, of whatever version.
   *
   * @throws Rejected {@link Reason#QUOTE_FORMAT}
   */
  static QuoteHeader read(BoundedReader quote) throws Rejected {
    var version = quote.u16le();
    var keyType = quote.u16le();
    return new QuoteHeader(
        version,
        keyType,
        quote.u32le(),
        quote.u16le(),
        quote.u16le(),
        quote.take(VENDOR_ID_SIZE),
        quote.take(USER_DATA_SIZE));
  }

  /** Whether what follows a header of this version is laid out as this library knows it. */
  static boolean known(int version) {
    return version == 4 || version == 5;
  }

  /** The rejection of a version. */
  static Rejected unknown(int version) {
    return new Rejected(Reason.QUOTE_VERSION, "version " + version + ", not 4 or 5");
  }

  /**
   * Why this library does not verify such a quote, in the order of attestation.md, 6: {@link
   * Reason#QUOTE_VERSION}, {@link Reason#TEE_TYPE}, {@link Reason#ATT_KEY_TYPE}, {@link
   * Reason#QE_VENDOR_ID}. Another version may mean something else by the rest.
   */
  List<Rejected> problems() {
    var problems = new ArrayList<Rejected>();
    if (!known(version)) {
      problems.add(unknown(version));
      if (version == SGX_VERSION) {
        problems.add(new Rejected(Reason.TEE_TYPE, "quotes of version 3 are SGX's"));
      }
      return problems;
    }
    if (teeType != TEE_TDX) {
      problems.add(new Rejected(Reason.TEE_TYPE, "TEE type 0x" + Long.toHexString(teeType)));
    }
    if (attestationKeyType != ECDSA_P256) {
      problems.add(new Rejected(Reason.ATT_KEY_TYPE, "attestation key type " + attestationKeyType));
    }
    if (!qeVendorId.equals(INTEL)) {
      problems.add(new Rejected(Reason.QE_VENDOR_ID, "QE vendor " + qeVendorId.hex()));
    }
    return problems;
  }
}
