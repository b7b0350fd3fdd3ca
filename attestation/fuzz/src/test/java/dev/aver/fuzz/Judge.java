// SPDX-License-Identifier: Apache-2.0
package dev.aver.fuzz;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.PerformedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole verification by the roots of the vectors, so that input gets as far as it can. */
final class Judge {
  /** A time at which the vectors' evidence is valid. */
  private static final long AT = 1_780_315_200_000L;

  private static final Verification OPTIONS = options();

  private Judge() {}

  /** The result; null if the document did not get as far as a root. */
  static @Nullable AttestationResult judge(Bytes document) {
    var result = Verifier.verify(document, OPTIONS);
    result.toJson();
    return result.anchor().isPresent() ? result : null;
  }

  private static Verification options() {
    try {
      var roots = List.of(anchor("software-snp.pem"), anchor("software-tdx.pem"));
      return Verification.at(AT, PerformedBy.LIBRARY)
          .with(TrustAnchors.vendor().withSoftware(roots));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes anchor(String name) throws IOException {
    var folder = Clone.folder().resolve("attestation/vectors/anchors");
    return Bytes.of(Files.readAllBytes(folder.resolve(name)));
  }
}
