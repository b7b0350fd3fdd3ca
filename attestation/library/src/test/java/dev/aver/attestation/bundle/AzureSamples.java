// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Pem;
import dev.aver.attestation.endorsement.Tee;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A genuine Azure guest's report and quote under a keyset that it never saw: everything about it is
 * authentic, and it says nothing of that keyset. AMD's list for that day is not at hand.
 */
record AzureSamples(Tee tee, Bytes hcl, SignedQuote quote) {
  static final long AT = Instant.parse("2025-02-27T16:33:43Z").toEpochMilli();
  private static final String FOLDER = "snp/azure-vtpm-milan/";

  static AzureSamples genuine() throws Rejected {
    var json = (Json.Obj) JsonReader.document(Vectors.read(FOLDER + "tpm_quote.json"), 1 << 16);
    var pcrs =
        ((Json.Arr) json.members().get("pcrs")).elements().stream().map(AzureSamples::hex).toList();
    var quote =
        new SignedQuote(
            hex(json.members().get("message")), hex(json.members().get("signature")), pcrs);
    return new AzureSamples(Tee.AZURE_SNP, Vectors.read(FOLDER + "hcl_report.bin"), quote);
  }

  private static Bytes hex(Json value) {
    try {
      return Bytes.fromHex(((Json.Str) value).value());
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  AzureSamples as(Tee other) {
    return new AzureSamples(other, hcl, quote);
  }

  AzureSamples hcl(Bytes other) {
    return new AzureSamples(tee, other, quote);
  }

  AzureSamples message(Bytes other) {
    return new AzureSamples(tee, hcl, new SignedQuote(other, quote.signature(), quote.pcrs()));
  }

  AzureSamples signature(Bytes other) {
    return new AzureSamples(tee, hcl, new SignedQuote(quote.message(), other, quote.pcrs()));
  }

  AzureSamples pcrs(List<Bytes> others) {
    return new AzureSamples(tee, hcl, new SignedQuote(quote.message(), quote.signature(), others));
  }

  EvidenceBundle evidence() throws Rejected {
    var around = EvidenceBundle.parse(BundleFiles.read("evidence-nonce"));
    return new EvidenceBundle(
        tee,
        around.keyset(),
        around.facts(),
        hcl,
        tee == Tee.AZURE_TDX ? Optional.of(Bytes.EMPTY) : Optional.empty(),
        Optional.of(quote),
        endorsements(Optional.empty()),
        around.models(),
        around.build(),
        around.configuration(),
        around.ohttpKeys(),
        around.eventLogs());
  }

  /** The same as it would travel: a bundle always has a list, here one that is not AMD's. */
  Json.Obj json() throws Rejected {
    var list = ((Endorsements.Snp) others().endorsements()).documents().crl();
    var evidence = evidence();
    return new EvidenceBundle(
            evidence.tee(),
            evidence.keyset(),
            evidence.facts(),
            evidence.report(),
            evidence.quote(),
            evidence.tpm(),
            endorsements(list),
            evidence.models(),
            evidence.build(),
            evidence.configuration(),
            evidence.ohttpKeys(),
            evidence.eventLogs())
        .toJson();
  }

  private static EvidenceBundle others() throws Rejected {
    return EvidenceBundle.parse(BundleFiles.read("evidence-nonce"));
  }

  private static Endorsements endorsements(Optional<Bytes> crl) throws Rejected {
    return new Endorsements.Snp(
        new SnpEndorsements(
            Vectors.read(FOLDER + "vek.der"),
            root("snp/roots/milan/ask.pem"),
            root("snp/roots/milan/ark.pem"),
            crl));
  }

  private static Bytes root(String path) throws Rejected {
    return Pem.certificates(Vectors.read(path), 1, Reason.VEK_PARSE).getFirst();
  }
}
