// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Der;
import dev.aver.attestation.endorsement.Extension;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * AMD's extensions of a VEK (attestation.md, 1.4), each read in its one form. Which of them must be
 * there depends on the kind and the product: see {@link VekAgreement}.
 *
 * @param structure the version of the structure
 * @param productName as in {@code Milan-B0}
 * @param levels security levels by their number: 1 bootloader, 2 tee, 3 snp, 8 microcode, 9 fmc
 * @param hwId the chip, raw
 * @param cspId the provider of a VLEK
 */
public record VekExtensions(
    int structure,
    String productName,
    Map<Integer, Integer> levels,
    Optional<Bytes> hwId,
    Optional<String> cspId) {
  private static final String ARC = "1.3.6.1.4.1.3704.1.";
  private static final String LEVEL = ARC + "3.";
  private static final int LAST_LEVEL = 9;
  private static final int MAX_TEXT = 256;
  private static final int[] HW_ID_SIZES = {64, 8};

  /**
   * Reads what is there.
   *
   * @throws Rejected {@link Reason#VEK_EXTENSION}
   */
  public static VekExtensions parse(Certificate vek) throws Rejected {
    if (!vek.authority().understood()) {
      throw bad("an extension occurs twice, or is critical and not known");
    }
    var levels = new TreeMap<Integer, Integer>();
    Optional<Bytes> hwId = Optional.empty();
    Optional<String> cspId = Optional.empty();
    for (var extension : vek.extensions()) {
      var oid = extension.oid();
      if (oid.startsWith(LEVEL)) {
        levels.put(level(oid), small(extension));
      } else if (oid.equals(ARC + "4")) {
        hwId = Optional.of(hwId(extension.value()));
      } else if (oid.equals(ARC + "5")) {
        cspId = Optional.of(text(extension));
      }
    }
    return new VekExtensions(
        small(required(vek, ARC + "1")),
        text(required(vek, ARC + "2")),
        Map.copyOf(levels),
        hwId,
        cspId);
  }

  /** The product name before its stepping: {@code Milan} of {@code Milan-B0}. */
  public String line() {
    var dash = productName.indexOf('-');
    return dash < 0 ? productName : productName.substring(0, dash);
  }

  /** The security level of this number, if it is there. */
  public OptionalInt level(int number) {
    var level = levels.get(number);
    return level == null ? OptionalInt.empty() : OptionalInt.of(level);
  }

  private static Extension required(Certificate vek, String oid) throws Rejected {
    return vek.extension(oid).orElseThrow(() -> bad("extension " + oid + " is missing"));
  }

  private static int level(String oid) throws Rejected {
    var number = oid.substring(LEVEL.length());
    if (number.length() == 1 && number.charAt(0) >= '1' && number.charAt(0) <= '0' + LAST_LEVEL) {
      return number.charAt(0) - '0';
    }
    throw bad("unknown security level " + oid);
  }

  private static int small(Extension extension) throws Rejected {
    var value = Der.of(extension.value(), Reason.VEK_EXTENSION);
    var number = value.integer(0, 255);
    value.end();
    return number;
  }

  private static String text(Extension extension) throws Rejected {
    var value = Der.of(extension.value(), Reason.VEK_EXTENSION);
    var type = value.nextIs(Der.UTF8_STRING) ? Der.UTF8_STRING : Der.IA5_STRING;
    var content = value.take(type);
    value.end();
    var text = new String(content.toArray(), StandardCharsets.UTF_8);
    if (text.isEmpty()
        || text.length() > MAX_TEXT
        || text.chars().anyMatch(c -> c < 32 || c > 126)) {
      throw bad("an empty, overlong or unprintable text");
    }
    return text;
  }

  /** 64 or 8 bytes, bare or in an OCTET STRING: AMD has issued both. */
  private static Bytes hwId(Bytes value) throws Rejected {
    for (var size : HW_ID_SIZES) {
      if (value.size() == size) {
        return value;
      }
      if (value.size() == size + 2 && value.at(0) == Der.OCTET_STRING && value.at(1) == size) {
        return value.slice(2, value.size());
      }
    }
    throw bad("hwID of " + value.size() + " bytes");
  }

  private static Rejected bad(String detail) {
    return new Rejected(Reason.VEK_EXTENSION, detail);
  }
}
