// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.typed;

import static dev.aver.attestation.Wycheproof.hex;
import static dev.aver.attestation.Wycheproof.list;
import static dev.aver.attestation.Wycheproof.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Wycheproof;
import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;

/**
 * Receipts' signatures against Wycheproof's secp256k1. Ours are narrower than ECDSA: low s alone,
 * and v tells the one key. So a valid signature must verify with exactly one v once its s is low,
 * and an invalid one with none.
 */
class SignatureWycheproofTest {
  private static final String FILE = "ecdsa_secp256k1_sha256_p1363_test.json";

  /** Their nonce's point has an x of n or above, which no v of 27 or 28 can say (nor ecrecover). */
  private static final Set<String> BEYOND_V = Set.of("115", "247");

  private record Case(String id, Digest digest, Bytes signature, Address signer, boolean valid) {}

  private static List<Case> cases() throws Rejected {
    var document = Wycheproof.read(FILE);
    var cases = new ArrayList<Case>();
    for (var group : list(document, "testGroups")) {
      var key = (Json.Obj) ((Json.Obj) group).members().get("publicKey");
      var point = hex(key, "uncompressed");
      var hash = Hashes.keccak256(point.slice(1, point.size())).bytes();
      for (var json : list((Json.Obj) group, "tests")) {
        var test = (Json.Obj) json;
        var id = ((Json.Num) test.members().get("tcId")).literal();
        cases.add(
            new Case(
                id,
                Hashes.sha256(hex(test, "msg")),
                hex(test, "sig"),
                new Address(hash.slice(12, 32)),
                text(test, "result").equals("valid") && !BEYOND_V.contains(id)));
      }
    }
    return cases;
  }

  @Test
  void aValidSignatureVerifiesWithOneV() throws Rejected {
    var wrong = new ArrayList<String>();
    var count = 0;
    for (var test : cases()) {
      var verified = 0;
      for (var v = 0; v < 256; v++) {
        verified += verifies(lowS(test.signature()), v, test) ? 1 : 0;
      }
      if (verified != (test.valid() ? 1 : 0)) {
        wrong.add(test.id() + " with " + verified);
      }
      count++;
    }
    assertEquals(List.of(), wrong);
    assertTrue(count > 200);
  }

  @Test
  void aHighSIsRefusedHoweverValid() throws Rejected {
    var refused = 0;
    for (var test : cases()) {
      if (test.valid() && !lowS(test.signature()).equals(test.signature())) {
        for (var v = 27; v <= 28; v++) {
          assertEquals(Reason.SIGNATURE_HIGH_S, reason(test.signature(), v), test.id());
        }
        refused++;
      }
    }
    assertTrue(refused > 10);
  }

  private static Bytes lowS(Bytes signature) {
    if (signature.size() != 64) {
      return signature;
    }
    var s = new BigInteger(1, signature.slice(32, 64).toArray());
    if (s.compareTo(Secp256k1.HALF_N) <= 0 || s.compareTo(Secp256k1.N) >= 0) {
      return signature;
    }
    var low = Bytes.of(BigIntegers.asUnsignedByteArray(32, Secp256k1.N.subtract(s)));
    return signature.slice(0, 32).plus(low);
  }

  private static boolean verifies(Bytes halves, int v, Case test) {
    try {
      Signature.of(halves.plus(Bytes.of((byte) v))).verify(test.digest(), test.signer());
      return true;
    } catch (Rejected e) {
      return false;
    }
  }

  private static Reason reason(Bytes halves, int v) {
    try {
      Signature.of(halves.plus(Bytes.of((byte) v)));
      throw new AssertionError("accepted");
    } catch (Rejected e) {
      return e.reason();
    }
  }
}
