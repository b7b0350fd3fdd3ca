// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.vtpm;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.RsaKey;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import java.math.BigInteger;

/**
 * The vTPM's attestation key as the runtime data names it: the JSON web key {@code HCLAkPub}, RSA
 * of 2048 to 4096 bits with exponent 65537.
 */
final class AttestationKey {
  private static final String NAME = "HCLAkPub";
  private static final int MAX_SIZE = 64 * 1024;

  private AttestationKey() {}

  static RsaKey of(Bytes runtimeData) throws Rejected {
    try {
      var keys =
          Members.of(JsonReader.document(runtimeData, MAX_SIZE), "runtime data").array("keys");
      for (var element : keys) {
        if (element instanceof Json.Obj key && Json.of(NAME).equals(key.get("kid"))) {
          return rsa(Members.of(key, NAME));
        }
      }
    } catch (Rejected e) {
      throw new Rejected(Reason.HCL_FORMAT, e.reason() + ": " + e.detail());
    }
    throw new Rejected(Reason.HCL_FORMAT, "the runtime data names no " + NAME);
  }

  private static RsaKey rsa(Members key) throws Rejected {
    if (!key.string("kty").equals("RSA")) {
      throw new Rejected(Reason.FIELD_RANGE, NAME + " is no RSA key");
    }
    return RsaKey.of(number(key, "n"), number(key, "e"), Reason.HCL_FORMAT);
  }

  private static BigInteger number(Members key, String name) throws Rejected {
    return new BigInteger(1, key.base64Url(name).toArray());
  }
}
