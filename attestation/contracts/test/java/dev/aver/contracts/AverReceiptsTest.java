// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import static dev.aver.contracts.FreshReceipts.altered;
import static dev.aver.contracts.FreshReceipts.commitment;
import static dev.aver.contracts.FreshReceipts.keyset;
import static dev.aver.contracts.FreshReceipts.opened;
import static dev.aver.contracts.FreshReceipts.receipt;
import static dev.aver.contracts.FreshReceipts.with;
import static dev.aver.contracts.VectorReceipts.asStruct;
import static dev.aver.contracts.VectorReceipts.content;
import static dev.aver.contracts.VectorReceipts.vectors;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.contracts.ReceiptsOnChain.Opened;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract and the Java rules say the same of the same bytes. */
class AverReceiptsTest {
  private static Anvil node;
  private static ReceiptsOnChain contract;

  @BeforeAll
  static void start() throws Exception {
    node = Anvil.start();
    contract = ReceiptsOnChain.deploy(node);
  }

  @AfterAll
  static void stop() {
    if (contract != null) {
      contract.close();
    }
    if (node != null) {
      node.close();
    }
  }

  @Test
  void everyReceiptThatASolidityStructCanHoldIsJudgedAlike() throws Exception {
    var area = vectors("receipts-altered.json");
    var keyset = (Json.Obj) area.required("keyset");
    var parsed = Keyset.parse(keyset);
    var accepted = 0;
    var refused = 0;
    for (var entry : area.array("cases")) {
      var id = Members.of(entry, "case").string("id");
      var document = Members.of(entry, id).string("document");
      var receipt = asStruct(document);
      if (receipt.isEmpty()) {
        continue; // malformed JSON or a value that no member of the struct can hold
      }
      var signature = Bytes.fromPrefixedHex(Members.of(receipt.get(), id).string("signature"), 65);
      var onChain = contract.check(keyset, receipt.get(), signature).refused();
      var inJava = judge(document, parsed);
      assertEquals(inJava, onChain, id);
      if (onChain.isEmpty()) {
        accepted++;
      } else {
        refused++;
      }
    }
    assertTrue(accepted >= 9 && refused >= 20, accepted + " accepted, " + refused + " refused");
  }

  @Test
  void freshReceiptsAgreeInDigestEnclaveAndSigner() throws Exception {
    for (var i = 0; i < 50; i++) {
      try (var key = FreshReceipts.key()) {
        var keyset = keyset(key);
        var receipt = receipt(key, keyset, i);
        var answer = contract.check(keyset.toJson(), receipt.toJson(), receipt.signature().bytes());
        ReceiptChecks.check(receipt, keyset);
        assertEquals(Optional.empty(), answer.refused());
        assertEquals(keyset.enclave(), answer.enclave());
        assertEquals(keyset.enclave(), contract.enclaveOf(keyset.toJson()));
        assertEquals(receipt.digest(), contract.digestOf(receipt.toJson()));
        assertEquals(key.address().toString(), answer.signer());
      }
    }
  }

  @Test
  void anotherValueInAnyMemberIsRefusedByBoth() throws Exception {
    try (var key = FreshReceipts.key()) {
      var keyset = keyset(key);
      var receipt = receipt(key, keyset, 7);
      var names = new ArrayList<>(receipt.toJson().members().keySet());
      names.removeAll(Set.of("type", "signature", "opening"));
      assertEquals(13, names.size());
      for (var name : names) {
        var altered = with(receipt.toJson(), name, altered(receipt.toJson().get(name)));
        var onChain =
            contract.check(keyset.toJson(), altered, receipt.signature().bytes()).refused();
        assertTrue(onChain.isPresent(), name);
        assertEquals(judge(altered, keyset), onChain, name);
      }
    }
  }

  @Test
  void everyFlippedByteOfASignatureIsRefusedByBoth() throws Exception {
    try (var key = FreshReceipts.key()) {
      var keyset = keyset(key);
      var receipt = receipt(key, keyset, 7);
      for (var i = 0; i < 65; i++) {
        var bytes = receipt.signature().bytes().toArray();
        bytes[i] ^= 0x40;
        var onChain = contract.check(keyset.toJson(), receipt.toJson(), Bytes.of(bytes)).refused();
        assertTrue(onChain.isPresent(), "byte " + i);
        var altered = with(receipt.toJson(), "signature", Json.of(Bytes.of(bytes).prefixedHex()));
        assertEquals(judge(altered, keyset), onChain, "byte " + i);
      }
    }
  }

  @Test
  void keysetsThatNobodyMayHaveAreRefused() throws Exception {
    try (var key = FreshReceipts.key()) {
      var keyset = keyset(key).toJson();
      var receipt = receipt(key, keyset(key), 0);
      var day = 24L * 60 * 60;
      var zero = Json.of(Digest.ZERO.toString());
      var cases =
          List.of(
              with(keyset, "noteKey", zero),
              with(keyset, "receiptSigner", Json.of("0x" + "0".repeat(40))),
              with(keyset, "notAfter", keyset.get("notBefore")),
              with(keyset, "notAfter", Json.of(1_780_000_000L + 31 * day + 1)));
      var reasons =
          List.of(
              Reason.KEYSET_ZERO_KEY,
              Reason.KEYSET_ZERO_KEY,
              Reason.KEYSET_LIFETIME,
              Reason.KEYSET_LIFETIME);
      for (var i = 0; i < cases.size(); i++) {
        var answer = contract.check(cases.get(i), receipt.toJson(), receipt.signature().bytes());
        assertEquals(Optional.of(reasons.get(i)), answer.refused());
      }
    }
  }

  @Test
  void openingsOfTheVectorsAgree() throws Exception {
    var checked = 0;
    for (var entry : vectors("commitments.json").array("cases")) {
      var members = Members.of(entry, "case");
      if (!members.string("kind").equals("commitment")) {
        continue;
      }
      var opened =
          new Opened(
              members.digest("salt"),
              (int) members.integer("tag", 0, 255),
              content(members.object("bytes")));
      assertEquals(Optional.empty(), contract.checkOpening(members.digest("commitment"), opened));
      var longer =
          new Opened(opened.salt(), opened.tag(), opened.content().plus(Bytes.of((byte) 0)));
      assertEquals(
          Optional.of(Reason.OPENING_MISMATCH),
          contract.checkOpening(members.digest("commitment"), longer));
      checked++;
    }
    assertTrue(checked >= 10, checked + " commitments");
  }

  @Test
  void anAnswerNeedsBothOpenings() throws Exception {
    try (var key = FreshReceipts.key()) {
      var keyset = keyset(key);
      var input = opened(0x20, "approve or deny?");
      var output = opened(0x01, "approve");
      var receipt = receipt(key, keyset, 3, commitment(input), commitment(output));
      var given = receipt.toJson();
      var signature = receipt.signature().bytes();
      assertTrue(contract.checkAnswer(keyset.toJson(), given, signature, input, output).accepted());
      var other = opened(0x01, "deny");
      assertEquals(
          Optional.of(Reason.OPENING_MISMATCH),
          contract.checkAnswer(keyset.toJson(), given, signature, input, other).refused());
      assertEquals(
          Optional.of(Reason.OPENING_MISMATCH),
          contract.checkAnswer(keyset.toJson(), given, signature, output, input).refused());
    }
  }

  private static Optional<Reason> judge(String document, Keyset keyset) {
    try {
      ReceiptChecks.check(Receipt.parse(Bytes.utf8(document)), keyset);
      return Optional.empty();
    } catch (Rejected e) {
      return Optional.of(e.reason());
    }
  }

  private static Optional<Reason> judge(Json.Obj document, Keyset keyset) {
    return judge(JsonWriter.write(document), keyset);
  }
}
