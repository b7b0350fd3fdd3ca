// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.PerformedBy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who is trusted and what is demanded, as options. What cannot be read ends in a usage error. */
final class VerificationOptions {
  @Option(
      names = "--trust-anchor",
      paramLabel = "PEM",
      description = "Trust this software TEE's root for this call (repeatable).")
  private List<Path> trustAnchors = List.of();

  @Option(names = "--policy", paramLabel = "FILE", description = "What to accept: aver/policy/v1.")
  @Nullable
  private Path policy;

  @Option(
      names = "--reference-values",
      paramLabel = "FILE",
      description = "Which images it may be: aver/reference-values/v1.")
  @Nullable
  private Path referenceValues;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Instants.class,
      description =
          "Judge at this time, in milliseconds since 1970 or ISO-8601 (default: now; for a proof,"
              + " the time of its receipt).")
  @Nullable
  private Long at;

  @Option(
      names = "--nonce",
      paramLabel = "0x…",
      converter = Digests.class,
      description = "Demand evidence made for this nonce.")
  @Nullable
  private Digest nonce;

  @Option(
      names = "--journal",
      paramLabel = "VKEY",
      description = "Know this operator's journal (repeatable).")
  private List<String> journals = List.of();

  @Option(names = "--witness", paramLabel = "VKEY", description = "Know this witness (repeatable).")
  private List<String> witnesses = List.of();

  @Option(
      names = "--quorum",
      paramLabel = "N",
      description = "Demand so many different witnesses (default: all known ones).")
  @Nullable
  private Integer quorum;

  boolean hasPolicy() {
    return policy != null;
  }

  /** The same for every document of the call. */
  Verification verification(long nowMillis) {
    var verification =
        Verification.at(nowMillis, PerformedBy.CLI)
            .with(anchors())
            .withJournals(keys("--journal", journals))
            .withWitnesses(keys("--witness", witnesses), quorum());
    if (policy != null) {
      verification = verification.with(policy(policy));
    }
    if (referenceValues != null) {
      verification = verification.with(referenceValues(referenceValues));
    }
    if (at != null) {
      verification = verification.judgedAt(at);
    }
    return nonce == null ? verification : verification.withNonce(nonce);
  }

  private TrustAnchors anchors() {
    var files = new ArrayList<Bytes>();
    for (var file : trustAnchors) {
      var content = InputFile.read(file);
      anchors(List.of(content), "--trust-anchor " + file);
      files.add(content);
    }
    return anchors(files, "--trust-anchor");
  }

  static TrustAnchors anchors(List<Bytes> certificates, String where) {
    try {
      return TrustAnchors.vendor().withSoftware(certificates);
    } catch (Rejected e) {
      throw unusable(where, e);
    }
  }

  static AppraisalPolicy policy(Path file) {
    return document(file, AppraisalPolicy::parse);
  }

  static ReferenceValues referenceValues(Path file) {
    return document(file, ReferenceValues::parse);
  }

  private interface Parser<T> {
    T parse(Bytes content) throws Rejected;
  }

  private static <T> T document(Path file, Parser<T> parser) {
    try {
      return parser.parse(InputFile.read(file));
    } catch (Rejected e) {
      throw unusable(file.toString(), e);
    }
  }

  private static List<VerifierKey> keys(String option, List<String> texts) {
    var keys = new ArrayList<VerifierKey>();
    for (var text : texts) {
      try {
        keys.add(VerifierKey.parse(text));
      } catch (Rejected e) {
        throw unusable(option + " " + text, e);
      }
    }
    return keys;
  }

  private OptionalInt quorum() {
    if (quorum == null) {
      return OptionalInt.empty();
    }
    if (quorum < 1) {
      throw new CommandFailed(ExitCode.USAGE, "--quorum " + quorum + " is less than one", "");
    }
    return OptionalInt.of(quorum);
  }

  private static CommandFailed unusable(String where, Rejected why) {
    return new CommandFailed(ExitCode.USAGE, where + ": " + why.getMessage(), "");
  }
}
