// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.snp.abi.AbiVersion;
import dev.aver.attestation.snp.appraise.GuestDemands;
import java.util.regex.Pattern;

/** {@code snp.guest}: what the guest was launched under. */
final class SnpGuestJson {
  private static final long MAX_SVN = 0xffff_ffffL;
  private static final int MAX_VMPL = 3;
  private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

  private static final Spelling<Long> SVN = Spelling.integer(MAX_SVN);
  private static final Spelling<Integer> VMPL =
      Spelling.unordered(
          (json, where) -> (int) Members.integer(json, where, 0, MAX_VMPL), Json::of);
  private static final Spelling<AbiVersion> ABI =
      Spelling.ordered(SnpGuestJson::abi, version -> Json.of(version.toString()));

  private SnpGuestJson() {}

  static GuestDemands parse(Members guest) throws Rejected {
    var demands =
        new GuestDemands(
            ExpectationJson.read(guest, "debug", Spelling.FLAG),
            ExpectationJson.read(guest, "migrationAgent", Spelling.FLAG),
            ExpectationJson.read(guest, "smt", Spelling.FLAG),
            ExpectationJson.read(guest, "singleSocket", Spelling.FLAG),
            ExpectationJson.read(guest, "cxl", Spelling.FLAG),
            ExpectationJson.read(guest, "aes256Xts", Spelling.FLAG),
            ExpectationJson.read(guest, "raplDisabled", Spelling.FLAG),
            ExpectationJson.read(guest, "ciphertextHiding", Spelling.FLAG),
            ExpectationJson.read(guest, "pageSwapDisabled", Spelling.FLAG),
            ExpectationJson.read(guest, "abi", ABI),
            ExpectationJson.read(guest, "vmpl", VMPL),
            ExpectationJson.read(guest, "guestSvn", SVN));
    guest.end();
    return demands;
  }

  static Json write(GuestDemands demands) {
    return Json.object()
        .put("debug", ExpectationJson.write(demands.debug(), Spelling.FLAG))
        .put("migrationAgent", ExpectationJson.write(demands.migrationAgent(), Spelling.FLAG))
        .put("smt", ExpectationJson.write(demands.smt(), Spelling.FLAG))
        .put("singleSocket", ExpectationJson.write(demands.singleSocket(), Spelling.FLAG))
        .put("cxl", ExpectationJson.write(demands.cxl(), Spelling.FLAG))
        .put("aes256Xts", ExpectationJson.write(demands.aes256Xts(), Spelling.FLAG))
        .put("raplDisabled", ExpectationJson.write(demands.raplDisabled(), Spelling.FLAG))
        .put("ciphertextHiding", ExpectationJson.write(demands.ciphertextHiding(), Spelling.FLAG))
        .put("pageSwapDisabled", ExpectationJson.write(demands.pageSwapDisabled(), Spelling.FLAG))
        .put("abi", ExpectationJson.write(demands.abi(), ABI))
        .put("vmpl", ExpectationJson.write(demands.vmpl(), VMPL))
        .put("guestSvn", ExpectationJson.write(demands.guestSvn(), SVN))
        .build();
  }

  private static AbiVersion abi(Json json, String where) throws Rejected {
    var version = VERSION.matcher(Spelling.string(json, where));
    if (!version.matches()) {
      throw new Rejected(Reason.FIELD_TYPE, where + " is not major.minor");
    }
    return new AbiVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
  }
}
