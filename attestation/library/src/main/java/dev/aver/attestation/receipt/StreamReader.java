// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a stream into its blocks as it arrives, however it was cut into chunks. A stream that is
 * not exactly blocks is refused at the first byte that shows it.
 */
public final class StreamReader {
  /** The largest block. */
  public static final int MAX_BLOCK = 1 << 20;

  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private boolean lineFeed;

  /** Reads a stream from its beginning. */
  public StreamReader() {}

  /**
   * The blocks that {@code chunk} completes.
   *
   * @throws Rejected {@link Reason#STREAM_FORMAT}, {@link Reason#TOO_LARGE}
   */
  public List<StreamBlock> read(Bytes chunk) throws Rejected {
    var blocks = new ArrayList<StreamBlock>();
    for (var i = 0; i < chunk.size(); i++) {
      var next = chunk.at(i);
      block.write(next);
      if (block.size() > MAX_BLOCK) {
        throw new Rejected(Reason.TOO_LARGE, "a block of more than " + MAX_BLOCK + " bytes");
      }
      if (next == '\n' && (lineFeed || block.size() == 1)) {
        blocks.add(StreamLine.parse(Bytes.of(block.toByteArray())));
        block.reset();
        lineFeed = false;
      } else {
        lineFeed = next == '\n';
      }
    }
    return blocks;
  }

  /**
   * Ends the stream.
   *
   * @throws Rejected {@link Reason#STREAM_FORMAT} inside of a block
   */
  public void end() throws Rejected {
    if (block.size() > 0) {
      throw new Rejected(Reason.STREAM_FORMAT, "the stream ends inside of a block");
    }
  }
}
