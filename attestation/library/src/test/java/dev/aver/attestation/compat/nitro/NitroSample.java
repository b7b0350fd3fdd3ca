// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.nitro;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.compat.nitro.NitroPki.Holder;
import dev.aver.attestation.compat.nitro.NitroPki.Terms;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A document in AWS's layout, signed by a chain that was made for the test. */
public final class NitroSample {
  /** When the documents were made. */
  public static final Instant AT = Instant.parse("2026-02-12T17:56:02Z");

  static final Terms LONG =
      new Terms(AT.minus(Duration.ofDays(900)), AT.plus(Duration.ofDays(9000)), true);
  static final Terms HOURS =
      new Terms(AT.minus(Duration.ofHours(1)), AT.plus(Duration.ofHours(2)), false);

  private static final Bytes PROTECTED = Bytes.of((byte) 0xa1, (byte) 1, (byte) 0x38, (byte) 0x22);

  final Holder root = NitroPki.root("test.nitro-enclaves", LONG);
  final Holder region = NitroPki.issue(root, "region", LONG);
  final Holder zone = NitroPki.issue(region, "zone", LONG);
  final Holder instance = NitroPki.issue(zone, "instance", LONG);
  Holder leaf = NitroPki.issue(instance, "leaf", HOURS);

  Map<Integer, Bytes> pcrs = new TreeMap<>();
  List<Bytes> bundle;
  Optional<Bytes> userData = Optional.empty();
  Optional<Bytes> nonce = Optional.of(Bytes.of(new byte[20]));
  Bytes protectedHeader = PROTECTED;
  Bytes unprotected = CborWriter.map(List.of());
  String digest = "SHA384";
  List<Bytes> more = List.of();

  /** With 16 registers, of which the image's are set. */
  public NitroSample() {
    bundle = bundle(root, region, zone, instance);
    for (var number = 0; number < 16; number++) {
      pcrs.put(number, Bytes.of(new byte[48]));
    }
    for (var number = 0; number < 3; number++) {
      pcrs.put(number, Hashes.sha384(Bytes.utf8("register " + number)));
    }
  }

  static List<Bytes> bundle(Holder... holders) {
    return List.of(holders).stream().map(Holder::certificate).toList();
  }

  /** The same whose enclave says this. */
  public NitroSample withUserData(Bytes data) {
    userData = Optional.of(data);
    return this;
  }

  /** Its own root and time, and nothing demanded. */
  public NitroDemands demands() throws Exception {
    return new NitroDemands(
        NitroRoot.of(root.certificate()), AT.toEpochMilli(), Optional.empty(), Map.of());
  }

  Bytes payload() {
    var registers = new ArrayList<Bytes>();
    pcrs.forEach(
        (number, value) ->
            registers.addAll(List.of(CborWriter.integer(number), CborWriter.raw(value))));
    var fields = new ArrayList<Bytes>();
    put(fields, "module_id", CborWriter.text("i-0123456789abcdef0-enc0123"));
    put(fields, "digest", CborWriter.text(digest));
    put(fields, "timestamp", CborWriter.integer(AT.toEpochMilli()));
    put(fields, "pcrs", CborWriter.map(registers));
    put(fields, "certificate", CborWriter.raw(leaf.certificate()));
    put(fields, "cabundle", CborWriter.array(bundle.stream().map(CborWriter::raw).toList()));
    put(fields, "public_key", CborWriter.raw(Bytes.utf8("dummy")));
    put(fields, "user_data", optional(userData));
    put(fields, "nonce", optional(nonce));
    fields.addAll(more);
    return CborWriter.openMap(fields);
  }

  private static Bytes optional(Optional<Bytes> value) {
    return value.map(CborWriter::raw).orElse(Bytes.of((byte) 0xf6));
  }

  private static void put(List<Bytes> fields, String name, Bytes value) {
    fields.add(CborWriter.text(name));
    fields.add(value);
  }

  /** The document. */
  public Bytes document() {
    var payload = payload();
    var signed =
        CborWriter.array(
            List.of(
                CborWriter.text("Signature1"),
                CborWriter.raw(protectedHeader),
                CborWriter.raw(Bytes.EMPTY),
                CborWriter.raw(payload)));
    return CborWriter.array(
        List.of(
            CborWriter.raw(protectedHeader),
            unprotected,
            CborWriter.raw(payload),
            CborWriter.raw(sign(signed))));
  }

  private Bytes sign(Bytes message) {
    try {
      var signer = Signature.getInstance("SHA384withECDSAinP1363Format");
      signer.initSign(leaf.keys().getPrivate());
      signer.update(message.asByteBuffer());
      return Bytes.of(signer.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
