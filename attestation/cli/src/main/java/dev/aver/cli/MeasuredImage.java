// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.policy.Launch;
import dev.aver.attestation.policy.Measured;
import dev.aver.attestation.policy.ReferenceImage;
import dev.aver.attestation.policy.ReferenceValues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reference values of one image, for 90 days: whoever uses them reads, joins and dates them. */
final class MeasuredImage {
  private static final Duration LIFETIME = Duration.ofDays(90);
  private static final int DIGITS = 16;

  private MeasuredImage() {}

  /** One register that was computed; what else an image is accepts nothing until filled in. */
  static Json document(String source, Measured kind, String register, Bytes value, String image) {
    var launch = new Launch(Map.of(kind, Map.of(register, value)));
    return document(source, Instant.now(), ReferenceImage.measured(launch, image));
  }

  static Json document(String source, Instant from, ReferenceImage image) {
    var until = Instant.now().plus(LIFETIME).toEpochMilli();
    var values = new ReferenceValues(source, from.toEpochMilli(), until, List.of(image)).toJson();
    try {
      return ReferenceValues.parse(values).toJson();
    } catch (Rejected e) {
      throw new CommandFailed(ExitCode.USAGE, "--reference-values: " + e.detail(), "");
    }
  }

  /** Enough of a file's SHA-256 to tell it from others. */
  static String digest(Bytes file) {
    return "sha256:" + Hashes.sha256(file).hex().substring(0, DIGITS);
  }
}
