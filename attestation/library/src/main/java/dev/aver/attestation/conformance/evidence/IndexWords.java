// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static java.util.Map.entry;

import dev.aver.attestation.Reason;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The codes of an index of vectors for what this library says more closely. An index knows fewer
 * codes and is answered in its own: ours stays, and behind it stands the nearest one that the index
 * has.
 */
final class IndexWords {
  private static final Map<Reason, Reason> NEAREST =
      Map.ofEntries(
          // One code for all certificates of the chain, and one for a signer out of its dates.
          entry(Reason.PCK_CA_EXPIRED, Reason.PCK_CERT_EXPIRED),
          entry(Reason.PCK_CA_NOT_YET_VALID, Reason.PCK_CERT_NOT_YET_VALID),
          entry(Reason.ROOT_CA_EXPIRED, Reason.PCK_CERT_EXPIRED),
          entry(Reason.ROOT_CA_NOT_YET_VALID, Reason.PCK_CERT_NOT_YET_VALID),
          entry(Reason.TCB_INFO_SIGNER_NOT_YET_VALID, Reason.TCB_INFO_SIGNER_EXPIRED),
          entry(Reason.QE_IDENTITY_SIGNER_NOT_YET_VALID, Reason.QE_IDENTITY_SIGNER_EXPIRED),
          // The general code for a module, and for a version that no level fits.
          entry(Reason.TDX_MODULE_UNKNOWN, Reason.TDX_MODULE_MISMATCH),
          entry(Reason.TDX_MODULE_MRSIGNER, Reason.TDX_MODULE_MISMATCH),
          entry(Reason.TDX_MODULE_ATTRIBUTES, Reason.TDX_MODULE_MISMATCH),
          entry(Reason.MRSEAM_MISMATCH, Reason.TDX_MODULE_MISMATCH),
          entry(Reason.TDX_MODULE_SVN_UNSUPPORTED, Reason.TCB_NOT_SUPPORTED),
          entry(Reason.QE_ISVSVN_UNSUPPORTED, Reason.TCB_NOT_SUPPORTED),
          entry(Reason.QUOTE_TRUNCATED, Reason.QUOTE_FORMAT),
          // What is no key has signed nothing.
          entry(Reason.ATT_KEY_INVALID, Reason.QUOTE_SIGNATURE),
          // A log that cannot be read, or whose words were not hashed, does not replay either.
          entry(Reason.EVENT_LOG_FORMAT, Reason.RTMR_MISMATCH),
          entry(Reason.EVENT_LOG_DIGEST, Reason.RTMR_MISMATCH));

  private IndexWords() {}

  /** Each reason once, followed by the index's own word for it where that is another. */
  static List<Reason> of(Collection<Reason> reasons) {
    var words = new LinkedHashSet<Reason>();
    for (var reason : reasons) {
      words.add(reason);
      if (NEAREST.containsKey(reason)) {
        words.add(NEAREST.get(reason));
      }
    }
    return List.copyOf(words);
  }
}
