// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.facts.Fact;
import dev.aver.attestation.facts.Facts;
import dev.aver.attestation.facts.TravellingFact;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.keyset.Build;
import dev.aver.attestation.keyset.Configuration;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.vtpm.HclReport;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Evidence as it travels: a keyset, what it runs, and the report that binds both to hardware
 * (formats.md, 7). Well-formed only; nothing of it is true before it has been verified.
 *
 * @param tee what it claims to be
 * @param facts one to eight, with at most one checkpoint
 * @param report the SNP report or TDX quote, as the hardware gave it; Azure's: the whole HCL report
 * @param quote the TDX quote, of {@code azure-tdx} alone: the HCL report there holds none
 * @param tpm the vTPM's quote, of Azure's kinds alone
 * @param ohttpKeys the {@code application/ohttp-keys} document that {@code sealKey} is of
 */
public record EvidenceBundle(
    Tee tee,
    Keyset keyset,
    List<TravellingFact> facts,
    Bytes report,
    Optional<Bytes> quote,
    Optional<SignedQuote> tpm,
    Endorsements endorsements,
    Manifests models,
    Build build,
    Configuration configuration,
    Optional<Bytes> ohttpKeys,
    List<EventLog> eventLogs) {
  /** The {@code type}. */
  public static final String TYPE = "aver/evidence/v1";

  /** The largest bundle in bytes, of evidence and of proofs. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_EVENT_LOGS = 4;

  /** Copies the lists and refuses parts of another kind of TEE: a programming error. */
  public EvidenceBundle {
    if (tpm.isPresent() != tee.vtpm() || quote.isPresent() != hasQuote(tee)) {
      throw new IllegalArgumentException("parts of another kind of TEE than " + tee);
    }
    facts = List.copyOf(facts);
    eventLogs = List.copyOf(eventLogs);
  }

  /** A paravisor's report holds an SNP report; a TDX quote stands beside it. */
  private static boolean hasQuote(Tee tee) {
    return tee.vtpm() && tee.family() == Family.TDX;
  }

  /**
   * Parses the text of a bundle of at most {@link #MAX_BYTES}.
   *
   * @throws Rejected the codes of JSON, its members, and of whatever the bundle holds
   */
  public static EvidenceBundle parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, MAX_BYTES));
  }

  /** As above, of a bundle that has been read. */
  public static EvidenceBundle parse(Json json) throws Rejected {
    var members = Members.of(json, "evidence");
    members.type(TYPE);
    var tee = Tee.parse(members.string("tee"));
    var evidence =
        new EvidenceBundle(
            tee,
            Keyset.parse(members.required("keyset")),
            Facts.parse(members.required("facts")),
            members.base64Url("report"),
            hasQuote(tee) ? Optional.of(members.base64Url("quote")) : Optional.empty(),
            tee.vtpm() ? Optional.of(TpmJson.parse(members.required("tpm"))) : Optional.empty(),
            Endorsements.parse(tee.family(), members.required("endorsements")),
            Manifests.parse(members.required("models")),
            Build.parse(members.required("build")),
            Configuration.parse(members.required("configuration")),
            members.has("ohttpKeys")
                ? Optional.of(members.base64Url("ohttpKeys"))
                : Optional.empty(),
            members.has("eventLogs") ? eventLogs(members.array("eventLogs")) : List.of());
    members.end();
    return evidence;
  }

  private static List<EventLog> eventLogs(List<Json> elements) throws Rejected {
    if (elements.isEmpty() || elements.size() > MAX_EVENT_LOGS) {
      throw new Rejected(Reason.FIELD_RANGE, "eventLogs are not 1 to " + MAX_EVENT_LOGS);
    }
    var logs = new ArrayList<EventLog>();
    for (var element : elements) {
      logs.add(EventLog.parse(element));
    }
    return logs;
  }

  /**
   * What the vendor's rules are applied to: the SNP report or TDX quote, on Azure the one inside.
   *
   * @throws Rejected {@link Reason#HCL_FORMAT}
   */
  public Bytes hardwareReport() throws Rejected {
    if (quote.isPresent()) {
      return quote.get();
    }
    return tee.vtpm() ? HclReport.parse(report).hardwareReport() : report;
  }

  /** The head of the enclave's log that the report vouches for, if there is one. */
  public Optional<Fact.Checkpoint> checkpoint() {
    return Facts.checkpoint(facts);
  }

  /** The JSON form. */
  public Json.Obj toJson() {
    var json =
        Json.object()
            .put("type", TYPE)
            .put("tee", tee.text())
            .put("keyset", keyset.toJson())
            .put("facts", Facts.toJson(facts))
            .put("report", report.base64Url());
    quote.ifPresent(bytes -> json.put("quote", bytes.base64Url()));
    tpm.ifPresent(signed -> json.put("tpm", TpmJson.write(signed)));
    json.put("endorsements", endorsements.toJson())
        .put("models", models.toJson())
        .put("build", build.toJson())
        .put("configuration", configuration.toJson());
    ohttpKeys.ifPresent(keys -> json.put("ohttpKeys", keys.base64Url()));
    if (!eventLogs.isEmpty()) {
      json.put("eventLogs", Json.array(eventLogs.stream().map(EventLog::toJson).toList()));
    }
    return json.build();
  }
}
