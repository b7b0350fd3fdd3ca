// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.Keyset;
import java.util.List;
import java.util.Optional;

/**
 * A stream that has arrived whole; {@link StreamReader} and {@link StreamCheck} follow one live.
 */
public final class EventStream {
  private EventStream() {}

  /**
   * The blocks of {@code body}.
   *
   * @throws Rejected {@link Reason#STREAM_FORMAT}, {@link Reason#TOO_LARGE}
   */
  public static List<StreamBlock> split(Bytes body) throws Rejected {
    var reader = new StreamReader();
    var blocks = reader.read(body);
    reader.end();
    return blocks;
  }

  /** The response: the event blocks one after the other. */
  public static Bytes response(List<StreamBlock> blocks) {
    return Bytes.concat(
        blocks.stream()
            .filter(StreamBlock.Event.class::isInstance)
            .map(block -> ((StreamBlock.Event) block).bytes())
            .toArray(Bytes[]::new));
  }

  /**
   * Checks everything that a stream says about itself.
   *
   * @return its receipt, if it has one
   * @throws Rejected as {@link #split}, {@link StreamCheck#accept} and {@link StreamCheck#end}
   */
  public static Optional<Receipt> check(Bytes body, Keyset keyset, Digest id) throws Rejected {
    var check = new StreamCheck(keyset, id);
    for (var block : split(body)) {
      check.accept(block);
    }
    return check.end();
  }
}
