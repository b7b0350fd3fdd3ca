// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation.Floor;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.appraise.BitDemand;
import dev.aver.attestation.snp.appraise.FirmwareDemands;
import dev.aver.attestation.snp.appraise.PlatformDemands;
import java.nio.ByteBuffer;
import java.util.EnumMap;

/**
 * {@code snp.platform}: what the machine must be. {@code products} names the accepted lines, each
 * with the floors of its firmware; a line that is not named is refused.
 */
final class SnpPlatformJson {
  private static final int BITS = 8;

  private static final Spelling<SigningKey> KEY =
      Spelling.unordered(SnpPlatformJson::key, key -> Json.of(key.name()));
  private static final Spelling<Long> FLAGS =
      Spelling.unordered(SnpPlatformJson::bits, bits -> Json.of(hex(bits)))
          .withFloor(SnpPlatformJson::demand, SnpPlatformJson::demand);

  private SnpPlatformJson() {}

  static PlatformDemands parse(Members platform) throws Rejected {
    var products = new EnumMap<Product, FirmwareDemands>(Product.class);
    var named = platform.object("products");
    for (var product : Product.values()) {
      if (named.has(product.line())) {
        products.put(product, SnpFirmwareJson.parse(named.object(product.line())));
      }
    }
    named.end();
    var demands =
        new PlatformDemands(
            products,
            ExpectationJson.read(platform, "signingKey", KEY),
            ExpectationJson.read(platform, "provisionalFirmware", Spelling.FLAG),
            ExpectationJson.read(platform, "platformInfo", FLAGS),
            ExpectationJson.read(platform, "launchMitigations", FLAGS),
            ExpectationJson.read(platform, "currentMitigations", FLAGS),
            ExpectationJson.read(platform, "revocationChecked", Spelling.FLAG));
    platform.end();
    return demands;
  }

  static Json write(PlatformDemands demands) {
    var products = Json.object();
    new EnumMap<>(demands.products())
        .forEach((product, floors) -> products.put(product.line(), SnpFirmwareJson.write(floors)));
    return Json.object()
        .put("products", products.build())
        .put("signingKey", ExpectationJson.write(demands.signingKey(), KEY))
        .put(
            "provisionalFirmware",
            ExpectationJson.write(demands.provisionalFirmware(), Spelling.FLAG))
        .put("platformInfo", ExpectationJson.write(demands.info(), FLAGS))
        .put("launchMitigations", ExpectationJson.write(demands.launchMitigations(), FLAGS))
        .put("currentMitigations", ExpectationJson.write(demands.currentMitigations(), FLAGS))
        .put("revocationChecked", ExpectationJson.write(demands.revocationChecked(), Spelling.FLAG))
        .build();
  }

  private static SigningKey key(Json json, String where) throws Rejected {
    return switch (Spelling.string(json, where)) {
      case "VCEK" -> SigningKey.VCEK;
      case "VLEK" -> SigningKey.VLEK;
      default -> throw new Rejected(Reason.FIELD_RANGE, where + " is neither VCEK nor VLEK");
    };
  }

  private static long bits(Json json, String where) throws Rejected {
    return Spelling.bytes(json, where, BITS).asByteBuffer().getLong();
  }

  private static String hex(long bits) {
    return Bytes.of(ByteBuffer.allocate(BITS).putLong(bits).array()).hex();
  }

  private static Floor<Long> demand(Json json, String where) throws Rejected {
    var members = Members.of(json, where);
    var set = bits(members.required("set"), where + ".set");
    var clear = bits(members.required("clear"), where + ".clear");
    members.end();
    if ((set & clear) != 0) {
      throw new Rejected(Reason.FIELD_RANGE, where + " demands a bit both set and clear");
    }
    return new BitDemand(set, clear);
  }

  private static Json demand(Floor<Long> floor) {
    if (floor instanceof BitDemand(long set, long clear)) {
      return Json.object().put("set", hex(set)).put("clear", hex(clear)).build();
    }
    throw new IllegalArgumentException("not a demand on bits: " + floor);
  }
}
