// SPDX-License-Identifier: Apache-2.0
package dev.aver.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.typed.SigningKey;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract and the Java rules say the same of the same bytes. */
class AverReceiptsTest {
  private static final int MAX_VECTOR_FILE = 16 << 20;
  private static final SecureRandom RANDOM = new SecureRandom();

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
      try (var key = SigningKey.generate(RANDOM)) {
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
    try (var key = SigningKey.generate(RANDOM)) {
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
    try (var key = SigningKey.generate(RANDOM)) {
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
    try (var key = SigningKey.generate(RANDOM)) {
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
          new ReceiptsOnChain.Opened(
              members.digest("salt"),
              (int) members.integer("tag", 0, 255),
              content(members.object("bytes")));
      assertEquals(Optional.empty(), contract.checkOpening(members.digest("commitment"), opened));
      var longer =
          new ReceiptsOnChain.Opened(
              opened.salt(), opened.tag(), opened.content().plus(Bytes.of((byte) 0)));
      assertEquals(
          Optional.of(Reason.OPENING_MISMATCH),
          contract.checkOpening(members.digest("commitment"), longer));
      checked++;
    }
    assertTrue(checked >= 10, checked + " commitments");
  }

  @Test
  void anAnswerNeedsBothOpenings() throws Exception {
    try (var key = SigningKey.generate(RANDOM)) {
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

  // --- both judges -------------------------------------------------------------------------------

  private static Optional<Reason> judge(String document, Keyset keyset) {
    try {
      ReceiptChecks.check(Receipt.parse(Bytes.utf8(document)), keyset);
      return Optional.empty();
    } catch (Rejected e) {
      return Optional.of(e.reason());
    }
  }

  private static Optional<Reason> judge(Json.Obj document, Keyset keyset) {
    try {
      ReceiptChecks.check(Receipt.parse(document), keyset);
      return Optional.empty();
    } catch (Rejected e) {
      return Optional.of(e.reason());
    }
  }

  /** The receipt's members, if each fits the type that Solidity has for it. */
  private static Optional<Json.Obj> asStruct(String document) {
    try {
      var json = JsonReader.document(Bytes.utf8(document), Receipt.MAX_BYTES);
      var receipt = Members.of(json, "receipt");
      receipt.type("aver/receipt/v1");
      for (var name :
          List.of(
              "enclave",
              "model",
              "request",
              "response",
              "input",
              "output",
              "parameters",
              "context")) {
        receipt.digest(name);
      }
      Bytes.fromPrefixedHex(receipt.string("signature"), 65);
      if (receipt.has("opening")) {
        Opening.parse(receipt.required("opening")); // no contract sees it: it must be well-formed
      }
      unsigned(receipt, "sequence", 64);
      unsigned(receipt, "issuedAt", 64);
      unsigned(receipt, "outcome", 8);
      unsigned(receipt, "inputUnits", 32);
      unsigned(receipt, "outputUnits", 32);
      receipt.end();
      return integersOfTheFormats((Json.Obj) json)
          ? Optional.of((Json.Obj) json)
          : Optional.empty();
    } catch (Rejected | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Beyond 2^53-1 Java speaks of JSON and the contract of a range: both refuse. */
  private static boolean integersOfTheFormats(Json.Obj receipt) {
    var limit = BigInteger.valueOf(Members.MAX_INTEGER);
    return receipt.members().values().stream()
        .filter(Json.Num.class::isInstance)
        .allMatch(n -> new BigInteger(((Json.Num) n).literal()).compareTo(limit) <= 0);
  }

  private static void unsigned(Members receipt, String name, int bits) throws Rejected {
    if (!(receipt.required(name) instanceof Json.Num(String literal))) {
      throw new Rejected(Reason.FIELD_TYPE, name);
    }
    var value = new BigInteger(literal);
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new Rejected(Reason.FIELD_RANGE, name);
    }
  }

  // --- material
  // ------------------------------------------------------------------------------------

  private static Members vectors(String name) throws Exception {
    var file = Tools.folder().resolveSibling("vectors").resolve(name);
    var json = JsonReader.read(Bytes.of(Files.readAllBytes(file)), MAX_VECTOR_FILE, 64);
    return Members.of(json, name);
  }

  private static Bytes content(Members bytes) throws Rejected {
    if (bytes.has("utf8")) {
      return Bytes.utf8(bytes.string("utf8"));
    }
    return Bytes.fromHex(bytes.string("hex").substring(2));
  }

  private static Keyset keyset(SigningKey key) {
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

  private static Receipt receipt(SigningKey key, Keyset keyset, int sequence) {
    return receipt(key, keyset, sequence, random(), random());
  }

  private static Receipt receipt(
      SigningKey key, Keyset keyset, int sequence, Digest input, Digest output) {
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

  private static ReceiptsOnChain.Opened opened(int tag, String text) {
    return new ReceiptsOnChain.Opened(random(), tag, Bytes.utf8(text));
  }

  private static Digest commitment(ReceiptsOnChain.Opened opened) {
    return Commitment.of(opened.salt(), opened.tag(), opened.content());
  }

  private static Digest random() {
    var bytes = new byte[Digest.SIZE];
    RANDOM.nextBytes(bytes);
    return Digest.of(bytes);
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    var members = new HashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }

  private static Json altered(Json value) {
    if (value instanceof Json.Num(String literal)) {
      return Json.of(Long.parseLong(literal) == 1 ? 2 : 1);
    }
    var text = ((Json.Str) value).value();
    var last = text.charAt(text.length() - 1);
    return Json.of(text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0'));
  }
}
