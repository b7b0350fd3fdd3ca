// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.endorsement.TrustAnchor.Family;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.tdx.appraise.TdxPolicy;
import dev.aver.attestation.vtpm.VtpmPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a relying party accepts, as data ({@code aver/policy/v1}): nothing is accepted that it does
 * not name, and nothing is unchecked without a reason.
 *
 * @param tee the accepted kinds, {@link Exactly} or {@link AnyOf}; vendors' and software TEEs never
 *     together
 * @param snp demands on SEV-SNP; there if and only if a kind of that family is accepted
 * @param tdx demands on TDX; likewise
 * @param vtpm demands on the registers of a vTPM; there if and only if a kind behind one is
 *     accepted
 * @param keyset demands on what the hardware vouches for
 * @param machines the machines it knows, and demands on which one it is
 * @param referenceValues whose {@link ReferenceValues} must be named beside it; empty where the
 *     policy needs none
 */
public record AppraisalPolicy(
    Expectation<Tee> tee,
    Optional<SnpPolicy> snp,
    Optional<TdxPolicy> tdx,
    Optional<VtpmPolicy> vtpm,
    KeysetPolicy keyset,
    MachinePolicy machines,
    Optional<Expectation<String>> referenceValues) {
  /** The {@code type}. */
  public static final String TYPE = "aver/policy/v1";

  /** The largest policy in bytes. */
  public static final int MAX_BYTES = 1 << 18;

  private static final Spelling<Tee> TEE =
      Spelling.unordered(
          (json, where) -> Tee.parse(Spelling.string(json, where)), tee -> Json.of(tee.text()));

  /** Refuses what {@link #parse} refuses: a programming error. */
  public AppraisalPolicy {
    try {
      requireOneKind(kinds(tee));
    } catch (Rejected e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
    if (snp.isPresent() != accepts(tee, Family.SNP)
        || tdx.isPresent() != accepts(tee, Family.TDX)
        || vtpm.isPresent() != acceptsVtpm(tee)) {
      throw new IllegalArgumentException("demands on other hardware than is accepted");
    }
  }

  /** A policy that needs no reference values. */
  public AppraisalPolicy(
      Expectation<Tee> tee,
      Optional<SnpPolicy> snp,
      Optional<TdxPolicy> tdx,
      Optional<VtpmPolicy> vtpm,
      KeysetPolicy keyset,
      MachinePolicy machines) {
    this(tee, snp, tdx, vtpm, keyset, machines, Optional.empty());
  }

  /** A policy that accepts no kind behind a vTPM and needs no reference values. */
  public AppraisalPolicy(
      Expectation<Tee> tee,
      Optional<SnpPolicy> snp,
      Optional<TdxPolicy> tdx,
      KeysetPolicy keyset,
      MachinePolicy machines) {
    this(tee, snp, tdx, Optional.empty(), keyset, machines);
  }

  /**
   * Parses the text of a policy of at most {@link #MAX_BYTES}.
   *
   * @throws Rejected the codes of JSON and its members; {@link Reason#FIELD_RANGE} where software
   *     and vendors' TEEs are accepted together
   */
  public static AppraisalPolicy parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, MAX_BYTES));
  }

  /** As above, of a policy that has been read. */
  public static AppraisalPolicy parse(Json json) throws Rejected {
    var members = Members.of(json, "policy");
    members.type(TYPE);
    var tee = ExpectationJson.read(members, "tee", TEE);
    requireOneKind(kinds(tee));
    var policy =
        new AppraisalPolicy(
            tee,
            accepts(tee, Family.SNP)
                ? Optional.of(SnpPolicyJson.parse(members.object("snp")))
                : Optional.empty(),
            accepts(tee, Family.TDX)
                ? Optional.of(TdxPolicyJson.parse(members.object("tdx")))
                : Optional.empty(),
            acceptsVtpm(tee)
                ? Optional.of(VtpmPolicyJson.parse(members.object("vtpm")))
                : Optional.empty(),
            KeysetPolicy.parse(members.object("keyset")),
            MachineJson.parse(members.object("machines")),
            members.has("referenceValues")
                ? Optional.of(ExpectationJson.read(members, "referenceValues", Label.SPELLING))
                : Optional.empty());
    members.end();
    return policy;
  }

  /**
   * The policy that accepts exactly this evidence, versions as floors and every field that cannot
   * be demanded spelled out. Verify the evidence first: a policy of a forgery accepts the forgery.
   *
   * @throws Rejected if the report has not the form of one
   */
  public static AppraisalPolicy accepting(EvidenceBundle evidence) throws Rejected {
    return PolicyOfEvidence.of(evidence);
  }

  /**
   * The same without demands of its own on what was started: those of {@code source}'s reference
   * values hold in their place, and without them nothing is accepted.
   */
  public AppraisalPolicy leavingImagesTo(String source) {
    var why = "the reference values of " + source + " say";
    return new AppraisalPolicy(
        tee,
        snp.map(demands -> demands.with(demands.identity().withMeasurement(new Unchecked<>(why)))),
        tdx.map(demands -> demands.withMeasurements(new Unchecked<>(why))),
        vtpm.map(demands -> VtpmPolicy.unchecked(why)),
        new KeysetPolicy(
            new Unchecked<>(why), new Unchecked<>(why), new Unchecked<>(why), keyset.lifetime()),
        machines,
        Optional.of(new Exactly<>(source)));
  }

  private static List<Tee> kinds(Expectation<Tee> tee) throws Rejected {
    return switch (tee) {
      case Exactly<Tee>(Tee kind) -> List.of(kind);
      case AnyOf<Tee>(List<Tee> kinds) -> kinds;
      default -> throw new Rejected(Reason.FIELD_UNKNOWN, "policy.tee names what it accepts");
    };
  }

  // A policy that took both could be met by a simulation where hardware was meant.
  private static void requireOneKind(List<Tee> kinds) throws Rejected {
    if (kinds.stream().map(Tee::kind).distinct().count() > 1) {
      throw new Rejected(
          Reason.FIELD_RANGE, "policy.tee accepts software beside a vendor's hardware");
    }
  }

  private static boolean accepts(Expectation<Tee> tee, Family family) {
    return Arrays.stream(Tee.values())
        .anyMatch(kind -> kind.family() == family && tee.accepts(kind));
  }

  private static boolean acceptsVtpm(Expectation<Tee> tee) {
    return Arrays.stream(Tee.values()).anyMatch(kind -> kind.vtpm() && tee.accepts(kind));
  }

  /** The JSON form. */
  public Json.Obj toJson() {
    var json = Json.object().put("type", TYPE).put("tee", ExpectationJson.write(tee, TEE));
    snp.ifPresent(demands -> json.put("snp", SnpPolicyJson.write(demands)));
    tdx.ifPresent(demands -> json.put("tdx", TdxPolicyJson.write(demands)));
    vtpm.ifPresent(demands -> json.put("vtpm", VtpmPolicyJson.write(demands)));
    json.put("keyset", keyset.toJson()).put("machines", MachineJson.write(machines));
    referenceValues.ifPresent(
        source -> json.put("referenceValues", ExpectationJson.write(source, Label.SPELLING)));
    return json.build();
  }
}
