// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.snp.appraise.IdentityDemands;
import java.util.ArrayList;
import java.util.List;

/** {@code snp.identity}: which guest, on which chip, of which provider. */
final class SnpIdentityJson {
  private static final int MAX_DENIED = 1024;
  private static final int CHIP_ID_SIZE = 64;

  private static final Spelling<Bytes> REPORT_DATA = Spelling.hex(64);
  private static final Spelling<Bytes> DIGEST_384 = Spelling.hex(48);
  private static final Spelling<Bytes> HOST_DATA = Spelling.hex(32);
  private static final Spelling<Bytes> ID = Spelling.hex(16);
  private static final Spelling<Bytes> CHIP_ID = Spelling.hex(CHIP_ID_SIZE);

  private SnpIdentityJson() {}

  static IdentityDemands parse(Members identity) throws Rejected {
    var demands =
        new IdentityDemands(
            ExpectationJson.read(identity, "reportData", REPORT_DATA),
            ExpectationJson.read(identity, "measurement", DIGEST_384),
            ExpectationJson.read(identity, "hostData", HOST_DATA),
            ExpectationJson.read(identity, "idKeyDigest", DIGEST_384),
            ExpectationJson.read(identity, "authorKeyDigest", DIGEST_384),
            ExpectationJson.read(identity, "familyId", ID),
            ExpectationJson.read(identity, "imageId", ID),
            ExpectationJson.read(identity, "maskedChipId", Spelling.FLAG),
            ExpectationJson.read(identity, "chipId", CHIP_ID),
            denied(identity.array("deniedChipIds")),
            ExpectationJson.read(identity, "cspId", Spelling.TEXT));
    identity.end();
    return demands;
  }

  private static List<Bytes> denied(List<Json> elements) throws Rejected {
    if (elements.size() > MAX_DENIED) {
      throw new Rejected(Reason.FIELD_RANGE, "deniedChipIds has more than " + MAX_DENIED);
    }
    var chips = new ArrayList<Bytes>();
    for (var element : elements) {
      chips.add(Spelling.bytes(element, "deniedChipIds", CHIP_ID_SIZE));
    }
    return chips;
  }

  static Json write(IdentityDemands demands) {
    return Json.object()
        .put("reportData", ExpectationJson.write(demands.reportData(), REPORT_DATA))
        .put("measurement", ExpectationJson.write(demands.measurement(), DIGEST_384))
        .put("hostData", ExpectationJson.write(demands.hostData(), HOST_DATA))
        .put("idKeyDigest", ExpectationJson.write(demands.idKeyDigest(), DIGEST_384))
        .put("authorKeyDigest", ExpectationJson.write(demands.authorKeyDigest(), DIGEST_384))
        .put("familyId", ExpectationJson.write(demands.familyId(), ID))
        .put("imageId", ExpectationJson.write(demands.imageId(), ID))
        .put("maskedChipId", ExpectationJson.write(demands.maskedChipId(), Spelling.FLAG))
        .put("chipId", ExpectationJson.write(demands.chipId(), CHIP_ID))
        .put(
            "deniedChipIds",
            Json.array(demands.deniedChipIds().stream().map(chip -> Json.of(chip.hex())).toList()))
        .put("cspId", ExpectationJson.write(demands.cspId(), Spelling.TEXT))
        .build();
  }
}
