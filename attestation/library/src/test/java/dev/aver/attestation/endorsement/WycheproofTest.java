// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static dev.aver.attestation.Wycheproof.hex;
import static dev.aver.attestation.Wycheproof.list;
import static dev.aver.attestation.Wycheproof.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Wycheproof;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What certificates, reports and quotes are verified with, against Wycheproof. */
class WycheproofTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecdsa_secp384r1_sha384_test.json",
        "ecdsa_secp384r1_sha384_p1363_test.json",
        "ecdsa_secp256r1_sha256_p1363_test.json",
        "rsa_pss_4096_sha384_mgf1_48_test.json"
      })
  void everyVerdictIsTheirs(String file) throws Rejected {
    var document = Wycheproof.read(file);
    var wrong = new ArrayList<String>();
    var count = 0;
    for (var group : list(document, "testGroups")) {
      var key = VerificationKey.decode(hex((Json.Obj) group, "publicKeyDer"));
      // A key that was used before verifies with its table: both ways must say the same.
      for (var round = 0; round < 2; round++) {
        for (var test : list((Json.Obj) group, "tests")) {
          var verdict = verifies(key, (Json.Obj) test, file.contains("p1363"));
          if (verdict != text((Json.Obj) test, "result").equals("valid")) {
            wrong.add(((Json.Obj) test).members().get("tcId") + " in round " + round);
          }
          count++;
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(count > 100);
  }

  private static boolean verifies(VerificationKey key, Json.Obj test, boolean halves)
      throws Rejected {
    var message = hex(test, "msg");
    var signature = hex(test, "sig");
    return switch (key) {
      case VerificationKey.Rsa rsa -> rsa.key().verifiesPss(message, signature);
      case VerificationKey.Ec ec when halves ->
          // Whoever reads a report or a quote has cut exactly this many bytes.
          signature.size() == 2 * ec.curve().size
              && ec.verifies(message, EcdsaSignature.bigEndian(signature));
      case VerificationKey.Ec ec -> verifiesDer(ec, message, signature);
      case VerificationKey.Unsupported unsupported -> false;
    };
  }

  private static boolean verifiesDer(VerificationKey.Ec key, Bytes message, Bytes signature) {
    try {
      return key.verifies(message, EcdsaSignature.der(signature, Reason.VEK_PARSE));
    } catch (Rejected e) {
      return false;
    }
  }
}
