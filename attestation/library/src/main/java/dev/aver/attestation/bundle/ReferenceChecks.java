// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.bundle;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.policy.Launch;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.CheckName;
import dev.aver.attestation.result.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was started against the reference values of the relying party, a part of hardware.8. Where
 * they are named, evidence of none of their images is refused; where a policy demands some, their
 * absence is.
 */
final class ReferenceChecks {
  private static final int NAMED_IN_DETAIL = 3;

  private final Verification options;
  private final Findings findings;

  ReferenceChecks(Verification options, Findings findings) {
    this.options = options;
    this.findings = findings;
  }

  /** Judges evidence at {@code at} milliseconds; returns the image that it is. */
  Optional<ReferenceImage> check(EvidenceBundle evidence, long at) {
    return one(at, () -> Launch.of(evidence), Optional.of(evidence.keyset()));
  }

  /** As above, of a bare report, which has no keyset to be asked for. */
  Optional<ReferenceImage> check(BareReport bare, long at) {
    return one(at, () -> Launch.ofReport(bare.report()), Optional.empty());
  }

  private Optional<ReferenceImage> one(
      long at, Findings.Search<Launch> launch, Optional<Keyset> keyset) {
    try {
      var values = named(at);
      if (values.isEmpty()) {
        return Optional.empty();
      }
      if (!findings.passed(CheckName.HARDWARE_1)) {
        findings.skip(CheckName.HARDWARE_8, "rests on " + CheckName.HARDWARE_1);
        return Optional.empty();
      }
      var image = match(values.get(), launch.apply(), keyset);
      if (keyset.isEmpty() && image.demandsKeyset()) {
        findings.skip(
            CheckName.HARDWARE_8,
            "the reference values name a keyset's facts, and a bare report has none");
      }
      return Optional.of(image);
    } catch (Rejected rejected) {
      findings.fail(CheckName.HARDWARE_8, rejected);
      return Optional.empty();
    }
  }

  private Optional<ReferenceValues> named(long at) throws Rejected {
    var values = options.referenceValues();
    var demanded = options.policy().flatMap(policy -> policy.referenceValues());
    if (demanded.isPresent() && values.isEmpty()) {
      throw new Rejected(
          Reason.REFERENCE_VALUES_MISSING, "policy demands those of " + demanded.get().demand());
    }
    if (values.isPresent()) {
      var source = values.get().source();
      if (demanded.isPresent() && !demanded.get().accepts(source)) {
        throw new Rejected(
            Reason.REFERENCE_VALUES_NOT_ACCEPTED,
            "policy demands those of " + demanded.get().demand() + ", found those of " + source);
      }
      values.get().requireValid(at);
    }
    return values;
  }

  private static ReferenceImage match(
      ReferenceValues values, Launch launch, Optional<Keyset> keyset) throws Rejected {
    var differences = new ArrayList<String>();
    for (var image : values.images()) {
      var difference = image.differs(launch).or(() -> keyset.flatMap(own -> image.differs(own)));
      if (difference.isEmpty()) {
        return image;
      }
      differences.add("not " + image.image() + " by its " + difference.get());
    }
    throw new Rejected(Reason.REFERENCE_VALUES_MISMATCH, detail(values, differences));
  }

  private static String detail(ReferenceValues values, List<String> differences) {
    if (differences.isEmpty()) {
      return values.source() + " names no image: an empty list accepts nothing";
    }
    var some = differences.subList(0, Math.min(NAMED_IN_DETAIL, differences.size()));
    var more = differences.size() - some.size();
    return String.join("; ", some) + (more == 0 ? "" : "; and " + more + " more");
  }
}
