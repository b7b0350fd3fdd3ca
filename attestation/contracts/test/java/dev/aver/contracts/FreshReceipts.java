// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.typed.SigningKey;
import dev.aver.contracts.ReceiptsOnChain.Opened;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Optional;

/**
 * Keysets and receipts with values that nobody chose, and how one value of them becomes another.
 */
final class FreshReceipts {
  private static final SecureRandom RANDOM = new SecureRandom();

  private FreshReceipts() {}

  static SigningKey key() {
    return SigningKey.generate(RANDOM);
  }

  static Keyset keyset(SigningKey key) {
    return new Keyset(
        key.address(),
        random(),
        Digest.ZERO,
        Digest.ZERO,
        random(),
        random(),
        random(),
        1_780_000_000L,
        1_780_600_000L);
  }

  static Receipt receipt(SigningKey key, Keyset keyset, int sequence) {
    return receipt(key, keyset, sequence, random(), random());
  }

  static Receipt receipt(SigningKey key, Keyset keyset, int sequence, Digest input, Digest output) {
    var body =
        new ReceiptBody(
            keyset.enclave(),
            sequence,
            1_780_000_000_000L + sequence,
            random(),
            random(),
            random(),
            input,
            output,
            random(),
            random(),
            Outcome.COMPLETE,
            7,
            1);
    return Receipt.sign(body, key, Optional.empty());
  }

  static Opened opened(int tag, String text) {
    return new Opened(random(), tag, Bytes.utf8(text));
  }

  static Digest commitment(Opened opened) {
    return Commitment.of(opened.salt(), opened.tag(), opened.content());
  }

  static Digest random() {
    var bytes = new byte[Digest.SIZE];
    RANDOM.nextBytes(bytes);
    return Digest.of(bytes);
  }

  static Json.Obj with(Json.Obj object, String name, Json value) {
    var members = new HashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  static Json altered(Json value) {
    if (value instanceof Json.Num(String literal)) {
      return Json.of(Long.parseLong(literal) == 1 ? 2 : 1);
    }
    var text = ((Json.Str) value).value();
    var last = text.charAt(text.length() - 1);
    return Json.of(text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'));
  }
}
