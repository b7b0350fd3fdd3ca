// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;

/**
 * What hangs on a verified hardware report on Azure: the report's data is the hash of the runtime
 * data, the runtime data names the vTPM's key, and that key signed the quote over the registers
 * (attestation.md, 4). The guest cannot choose the report's data there, so a nonce is in the quote.
 *
 * @param hcl the paravisor's report
 */
public record VtpmEvidence(HclReport hcl) {
  private static final int HASH_SIZE = 32;

  /**
   * A quote as it travels.
   *
   * @param message the signed TPMS_ATTEST
   * @param signature RSASSA-PKCS1-v1_5 with SHA-256
   * @param pcrs values of 32 bytes, all or just the selected ones
   */
  public record SignedQuote(Bytes message, Bytes signature, List<Bytes> pcrs) {
    /** Copies the list. */
    public SignedQuote {
      pcrs = List.copyOf(pcrs);
    }
  }

  /**
   * Requires that the hardware vouches for the runtime data.
   *
   * @param reportData the 64 bytes of a report or quote that has been verified
   * @throws Rejected {@link Reason#RUNTIME_DATA_MISMATCH}
   */
  public void requireVouchedBy(Bytes reportData) throws Rejected {
    var expected = hcl.runtimeDataHash().bytes().plus(Bytes.of(new byte[HASH_SIZE]));
    if (!reportData.equals(expected)) {
      throw new Rejected(
          Reason.RUNTIME_DATA_MISMATCH, "report data is not the hash of the runtime data");
    }
  }

  /**
   * Requires that the key of the runtime data signed the quote.
   *
   * @throws Rejected {@link Reason#HCL_FORMAT}, {@link Reason#TPM_QUOTE_SIGNATURE}
   */
  public void requireSigned(SignedQuote quote) throws Rejected {
    if (!AttestationKey.of(hcl.runtimeData()).verifiesPkcs1(quote.message(), quote.signature())) {
      throw new Rejected(Reason.TPM_QUOTE_SIGNATURE, "not signed by the key of the runtime data");
    }
  }

  /**
   * Requires that these are the registers that were quoted.
   *
   * @throws Rejected {@link Reason#TPM_QUOTE_FORMAT}, {@link Reason#PCR_MISMATCH}
   */
  public static TpmQuote requireRegisters(SignedQuote quote) throws Rejected {
    var parsed = TpmQuote.parse(quote.message());
    if (!parsed.digestOf(quote.pcrs()).equals(parsed.pcrDigest())) {
      throw new Rejected(Reason.PCR_MISMATCH, "the registers do not give the quoted digest");
    }
    return parsed;
  }
}
