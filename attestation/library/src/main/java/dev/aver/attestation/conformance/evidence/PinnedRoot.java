// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.tdx.abi.TdxQuote;
import java.util.List;

/**
 * The vectors' rule that a quote's root equals the pinned one. The library pins the key of a root,
 * so that it may be certified anew; the vectors pin the certificate.
 */
final class PinnedRoot {
  private static final int CHAIN = 3;
  private static final Bytes PEM_START = Bytes.utf8("-----BEGIN");

  private PinnedRoot() {}

  /** Whether the chain ends in one of {@code roots}, PEM or DER; a chain that is none does not. */
  static boolean ends(Bytes quote, List<Bytes> roots) {
    try {
      var chain = TdxQuote.inspect(quote).auth().pem();
      var last = Pem.certificates(chain, CHAIN, Reason.PCK_CHAIN_FORMAT);
      for (var root : roots) {
        if (der(root).equals(last.getLast())) {
          return true;
        }
      }
    } catch (Rejected e) {
      return true; // refused for what it is, before any root is asked for
    }
    return false;
  }

  private static Bytes der(Bytes root) throws Rejected {
    var pem = root.slice(0, Math.min(root.size(), PEM_START.size())).equals(PEM_START);
    return pem ? Pem.certificates(root, 1, Reason.ENDORSEMENT_PARSE).getFirst() : root;
  }
}
