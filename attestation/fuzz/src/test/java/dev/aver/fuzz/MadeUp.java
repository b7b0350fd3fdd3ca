// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.CertTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Well-formed pieces of the binary formats that the repository's own vectors hold none of. */
final class MadeUp {
  private static final int SHA384 = 0x000c;

  private MadeUp() {}

  static List<Bytes> pieces() {
    return List.of(
        certTable(),
        ccel(),
        manyEvents(),
        ccelTable(),
        runtimeLog(),
        hclReport(),
        tpmQuote(),
        nitro(),
        openGradient(),
        firmware(),
        trustDomainFirmware());
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static Bytes bytes(ByteBuffer buffer) {
    var content = new byte[buffer.capacity()];
    buffer.get(0, content);
    return Bytes.of(content);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Two entries, the end, 32 bytes of each. */
  private static Bytes certTable() {
    var table = little(3 * 24 + 64);
    for (var guid : List.of(CertTable.VCEK, CertTable.ASK)) {
      table.order(ByteOrder.BIG_ENDIAN).putLong(guid.getMostSignificantBits());
      table.putLong(guid.getLeastSignificantBits()).order(ByteOrder.LITTLE_ENDIAN);
      table.putInt(guid.equals(CertTable.VCEK) ? 72 : 104).putInt(32);
    }
    return bytes(table);
  }

  /** The specification event and room for others. */
  private static ByteBuffer ccel(int room) {
    var log = little(32 + 33 + room).putInt(0).putInt(3).put(new byte[20]).putInt(33);
    log.put(ascii("Spec ID Event03\0")).putLong(0).putInt(1);
    return log.putShort((short) SHA384).putShort((short) 48).put((byte) 0);
  }

  /** One event of RTMR0, then erased area. */
  private static Bytes ccel() {
    var log = ccel(120);
    log.putInt(1).putInt(0x0d).putInt(1).putShort((short) SHA384).put(new byte[48]);
    log.putInt(12).put(ascii("grub_cmd: ls"));
    while (log.hasRemaining()) {
      log.put((byte) -1);
    }
    return bytes(log);
  }

  /** As many of the smallest events as fit: whatever is done once for each must be little. */
  private static Bytes manyEvents() {
    var count = (Seeds.MAX_SIZE - 65) / 16;
    var log = ccel(count * 16);
    for (var i = 0; i < count; i++) {
      log.putInt(0).putInt(1).putInt(0).putInt(0);
    }
    return bytes(log);
  }

  private static Bytes ccelTable() {
    var table = little(56).put(ascii("CCEL")).putInt(56).position(36).put((byte) 2);
    table.position(40).putLong(0x10000).putLong(0x1000);
    var sum = 0;
    for (var at = 0; at < table.capacity(); at++) {
      sum += table.get(at);
    }
    table.put(9, (byte) -sum);
    return bytes(table);
  }

  private static Bytes runtimeLog() {
    return Bytes.utf8(
        "[{\"imr\":3,\"event_type\":134217729,\"digest\":\"\",\"event\":\"app-id\","
            + "\"event_payload\":\"00ff\"}]");
  }

  /** A report of zeros and runtime data that names no key. */
  private static Bytes hclReport() {
    var runtime = ascii("{\"keys\":[{\"kid\":\"HCLAkPub\",\"kty\":\"RSA\"}]}");
    var blob = little(4 + 28 + 1184 + 20 + runtime.length).put(ascii("HCLA")).position(1216);
    blob.putInt(20 + runtime.length).putInt(1).putInt(2).putInt(1).putInt(runtime.length);
    return bytes(blob.put(runtime));
  }

  /** Registers 0 to 7, no qualifying data. */
  private static Bytes tpmQuote() {
    var quote = ByteBuffer.allocate(6 + 2 + 2 + 25 + 4 + 2 + 1 + 1 + 2 + 32);
    quote.putInt(0xff544347).putShort((short) 0x8018).position(10 + 25);
    quote.putInt(1).putShort((short) 0x000b).put((byte) 1).put((byte) -1);
    return bytes(quote.putShort((short) 32));
  }

  /** One register, one byte in place of each certificate, a signature of zeros. */
  private static Bytes nitro() {
    var payload =
        Bytes.concat(
            Bytes.of((byte) 0xbf),
            text("module_id"),
            text("i"),
            text("digest"),
            text("SHA384"),
            text("timestamp"),
            Bytes.of((byte) 1),
            text("pcrs"),
            Bytes.of((byte) 0xa1, (byte) 0, (byte) 0x58, (byte) 48),
            Bytes.of(new byte[48]),
            text("certificate"),
            Bytes.of((byte) 0x41, (byte) 0),
            text("cabundle"),
            Bytes.of((byte) 0x81, (byte) 0x41, (byte) 0),
            text("nonce"),
            Bytes.of((byte) 0xf6, (byte) 0xff));
    return Bytes.concat(
        Bytes.of((byte) 0x84, (byte) 0x44, (byte) 0xa1, (byte) 1, (byte) 0x38, (byte) 0x22),
        Bytes.of((byte) 0xa0, (byte) 0x58, (byte) payload.size()),
        payload,
        Bytes.of((byte) 0x58, (byte) 96),
        Bytes.of(new byte[96]));
  }

  private static Bytes text(String value) {
    return Bytes.of((byte) (0x60 | value.length())).plus(Bytes.utf8(value));
  }

  private static Bytes openGradient() {
    var hash = "00".repeat(32);
    return Bytes.utf8(
        "{\"model\":\"m\",\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":"
            + "[{\"n\":1e-7,\"é\":null}]}}],\"tee_timestamp\":1,\"tee_signature\":\"AA==\",\"tee_id\":\""
            + hash
            + "\",\"tee_request_hash\":\""
            + hash
            + "\",\"tee_output_hash\":\""
            + hash
            + "\"}");
  }

  /** One page with TDVF metadata of one section. */
  private static Bytes trustDomainFirmware() {
    var page = little(4096);
    page.position(0).put(ascii("TDVF")).putInt(16 + 32).putInt(1).putInt(1);
    page.putInt(0).putInt(4096).putLong(0xfffff000L).putLong(4096).putInt(0).putInt(1);
    var end = 4096 - 32;
    guid(page, end, 18 + 22, "96b582de-1fb2-45f7-baea-a366c55a082d");
    guid(page, end - 18, 22, "e47a6535-984a-4798-865e-4685a7bf8ec2");
    page.putInt(end - 18 - 22, 4096);
    return bytes(page);
  }

  /** One page with the table of GUIDs, a reset block and metadata without sections. */
  private static Bytes firmware() {
    var page = little(4096);
    page.position(0).put(ascii("ASEV")).putInt(16).putInt(1).putInt(0);
    var end = 4096 - 32;
    guid(page, end, 18 + 22 + 22, "96b582de-1fb2-45f7-baea-a366c55a082d");
    guid(page, end - 18, 22, "00f771de-1a7e-4fcb-890e-68c77e2fb44e");
    page.putInt(end - 18 - 22, 0x80b004);
    guid(page, end - 40, 22, "dc886566-984a-4798-a75e-5585a7bf67cc");
    page.putInt(end - 40 - 22, 4096);
    return bytes(page);
  }

  /** The header of an entry that ends at {@code end}: u16 size, GUID with its mixed byte order. */
  private static void guid(ByteBuffer page, int end, int size, String text) {
    var guid = UUID.fromString(text);
    var high = guid.getMostSignificantBits();
    page.position(end - 18).putShort((short) size);
    page.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    page.order(ByteOrder.BIG_ENDIAN).putLong(guid.getLeastSignificantBits());
    page.order(ByteOrder.LITTLE_ENDIAN);
  }
}
