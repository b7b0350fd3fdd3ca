// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.vtpm.VtpmPolicy;
import java.util.ArrayList;

/** The {@code vtpm} member of a policy: {@code pcr0} to {@code pcr23}, none optional. */
final class VtpmPolicyJson {
  private static final Spelling<Bytes> PCR = Spelling.hex(32);

  private VtpmPolicyJson() {}

  static VtpmPolicy parse(Members vtpm) throws Rejected {
    var pcrs = new ArrayList<Expectation<Bytes>>();
    for (var number = 0; number < VtpmPolicy.PCRS; number++) {
      pcrs.add(ExpectationJson.read(vtpm, "pcr" + number, PCR));
    }
    vtpm.end();
    return new VtpmPolicy(pcrs);
  }

  static Json write(VtpmPolicy policy) {
    var json = Json.object();
    for (var number = 0; number < VtpmPolicy.PCRS; number++) {
      json.put("pcr" + number, ExpectationJson.write(policy.pcrs().get(number), PCR));
    }
    return json.build();
  }
}
