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
 * The first 48 bytes of a quote of version 4 or 5 (attestation.md, 3.1). What it announces may
 * still be another kind of quote than this library verifies: {@link #problems}.
 *
 * @param version 4 or 5
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

  private static final int VENDOR_ID_SIZE = 16;
  private static final int USER_DATA_SIZE = 20;

  /**
   * Reads the header.
   *
   * @throws Rejected {@link Reason#QUOTE_FORMAT}, {@link Reason#QUOTE_VERSION}
   */
  static QuoteHeader read(BoundedReader quote) throws Rejected {
    // Another version may lay out the rest differently: its number decides before anything else.
    var version = quote.u16le();
    if (version != 4 && version != 5) {
      throw new Rejected(Reason.QUOTE_VERSION, "version " + version + ", not 4 or 5");
    }
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

  /**
   * Why this library does not verify such a quote, in the order of attestation.md, 6: {@link
   * Reason#TEE_TYPE}, {@link Reason#ATT_KEY_TYPE}, {@link Reason#QE_VENDOR_ID}.
   */
  List<Rejected> problems() {
    var problems = new ArrayList<Rejected>();
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
