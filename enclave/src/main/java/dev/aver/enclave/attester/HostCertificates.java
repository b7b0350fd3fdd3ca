// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.snp.abi.CertTable;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.enclave.attester.device.NoReport;
import dev.aver.enclave.attester.device.NoReport.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The endorsements of a report out of the table that the host put beside it. The host may put there
 * what it likes: its form is checked here, its truth by verifiers.
 */
public final class HostCertificates {
  private HostCertificates() {}

  /**
   * The member {@code endorsements} of evidence (formats.md, 7) as far as the host gave it: what is
   * missing the relay fetches.
   *
   * @param table may be empty: many hosts give none
   * @throws NoReport with {@link Why#MALFORMED}
   */
  public static Json.Obj endorsements(SnpReport report, Bytes table) throws NoReport {
    var certificates = parsed(table);
    var members = Json.object();
    wanted(report)
        .forEach(
            (name, guid) ->
                certificates
                    .find(guid)
                    .filter(data -> data.size() > 0)
                    .ifPresent(data -> members.put(name, data.base64Url())));
    return members.build();
  }

  /** The VEK of the kind that signed: a host may offer both. */
  private static Map<String, UUID> wanted(SnpReport report) {
    var vlek = report.signerInfo().signingKey().equals(Optional.of(SigningKey.VLEK));
    var wanted = new LinkedHashMap<String, UUID>();
    wanted.put("vek", vlek ? CertTable.VLEK : CertTable.VCEK);
    wanted.put("ask", CertTable.ASK);
    wanted.put("ark", CertTable.ARK);
    wanted.put("crl", CertTable.CRL);
    return wanted;
  }

  private static CertTable parsed(Bytes table) throws NoReport {
    if (table.size() == 0) {
      return new CertTable(List.of());
    }
    try {
      return CertTable.parse(table);
    } catch (Rejected e) {
      throw new NoReport(Why.MALFORMED, "the host's table of certificates: " + e.getMessage());
    }
  }
}
