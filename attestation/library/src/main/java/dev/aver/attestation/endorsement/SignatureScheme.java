// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import dev.aver.attestation.Rejected;

/** How a certificate or CRL is signed: the schemes of the vendors, and everything else. */
public enum SignatureScheme {
  /** RSASSA-PSS with SHA-384, MGF1 with SHA-384, salt of 48 bytes: AMD's. */
  RSA_PSS_SHA384,
  /** ECDSA with SHA-256: Intel's. */
  ECDSA_SHA256,
  /** ECDSA with SHA-384: AWS's. */
  ECDSA_SHA384,
  /** Anything else, which nothing verifies with. */
  OTHER;

  private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
  private static final String MGF1 = "1.2.840.113549.1.1.8";
  private static final String SHA384 = "2.16.840.1.101.3.4.2.2";
  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String ECDSA_WITH_SHA384 = "1.2.840.10045.4.3.3";
  private static final int SALT = 48;

  /** Reads an AlgorithmIdentifier. */
  static SignatureScheme parse(Der algorithm) throws Rejected {
    var oid = algorithm.oid();
    if (oid.equals(ECDSA_WITH_SHA256) && !algorithm.hasMore()) {
      return ECDSA_SHA256;
    }
    if (oid.equals(ECDSA_WITH_SHA384) && !algorithm.hasMore()) {
      return ECDSA_SHA384;
    }
    if (oid.equals(RSASSA_PSS) && algorithm.hasMore()) {
      return pss(algorithm);
    }
    return OTHER;
  }

  private static SignatureScheme pss(Der algorithm) throws Rejected {
    var parameters = algorithm.enter(Der.SEQUENCE);
    algorithm.end();
    // An absent member would mean SHA-1 or a salt of 20 (RFC 4055, 3.1): not what AMD uses.
    for (var number = 0; number <= 2; number++) {
      if (!parameters.nextIs(Der.context(number))) {
        return OTHER;
      }
      if (!agrees(number, parameters.enter(Der.context(number)))) {
        return OTHER;
      }
    }
    // Older certificates spell out the default trailer field.
    if (parameters.nextIs(Der.context(3)) && !isInteger(parameters.enter(Der.context(3)), 1)) {
      return OTHER;
    }
    parameters.end();
    return RSA_PSS_SHA384;
  }

  private static boolean agrees(int number, Der value) throws Rejected {
    return switch (number) {
      case 0 -> isSha384(value);
      case 1 -> {
        var mask = value.enter(Der.SEQUENCE);
        value.end();
        yield mask.oid().equals(MGF1) && isSha384(mask);
      }
      default -> isInteger(value, SALT);
    };
  }

  private static boolean isSha384(Der value) throws Rejected {
    var hash = value.enter(Der.SEQUENCE);
    value.end();
    if (!hash.oid().equals(SHA384)) {
      return false;
    }
    // Absent parameters and NULL mean the same (RFC 4055, 2.1).
    return !hash.hasMore() || hash.take(Der.NULL).size() == 0 && !hash.hasMore();
  }

  private static boolean isInteger(Der value, int expected) throws Rejected {
    var found = value.integer();
    value.end();
    return found.bitLength() < 32 && found.intValue() == expected;
  }
}
