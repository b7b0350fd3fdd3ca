// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.typed.Signature;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The spelling of a stream's lines (formats.md, 5.3). */
final class StreamLine {
  /** How an event begins. */
  static final String DATA = "data: ";

  /** The end of an answer, as SDKs expect it. */
  static final String DONE = "[DONE]";

  /** How a progress comment begins. */
  static final String PROGRESS = ": aver-progress ";

  /** How the receipt's comment begins. */
  static final String RECEIPT = ": aver-receipt ";

  private static final Pattern PROGRESS_LINE =
      Pattern.compile(
          PROGRESS
              + "(?<events>0|[1-9][0-9]{0,15}) (?<hash>0x[0-9a-f]{64})"
              + " (?<signature>0x[0-9a-f]{130})");

  private StreamLine() {}

  /** A block of this one line. */
  static Bytes block(String line) {
    if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a block has one line");
    }
    return Bytes.utf8(line + "\n\n");
  }

  /**
   * Reads one block with both line feeds.
   *
   * @throws Rejected {@link Reason#STREAM_FORMAT}
   */
  static StreamBlock parse(Bytes block) throws Rejected {
    var line = new String(block.toArray(), StandardCharsets.UTF_8);
    if (!line.endsWith("\n\n") || line.indexOf('\n') != line.length() - 2) {
      throw new Rejected(Reason.STREAM_FORMAT, "a block is not one line and a blank one");
    }
    if (line.indexOf('\r') >= 0) {
      throw new Rejected(Reason.STREAM_FORMAT, "a carriage return, which readers take for a line");
    }
    if (line.startsWith(DATA)) {
      return new StreamBlock.Event(block);
    }
    if (!line.startsWith(":")) {
      throw new Rejected(Reason.STREAM_FORMAT, "neither an event nor a comment");
    }
    return comment(line.substring(0, line.length() - 2));
  }

  private static StreamBlock comment(String line) throws Rejected {
    if (begins(line, PROGRESS)) {
      return progress(line);
    }
    return begins(line, RECEIPT) ? receipt(line) : new StreamBlock.Comment();
  }

  /** Whether the line has the keyword, also where nothing or a tab follows: ours, but malformed. */
  private static boolean begins(String line, String keyword) {
    var bare = keyword.length() - 1;
    return line.startsWith(keyword.substring(0, bare))
        && (line.length() == bare || Character.isWhitespace(line.charAt(bare)));
  }

  private static StreamBlock receipt(String line) throws Rejected {
    if (!line.startsWith(RECEIPT)) {
      throw new Rejected(Reason.STREAM_FORMAT, "a receipt's comment of another form");
    }
    try {
      return new StreamBlock.ReceiptComment(Receipt.fromHeader(line.substring(RECEIPT.length())));
    } catch (Rejected e) {
      throw new Rejected(Reason.STREAM_FORMAT, "the receipt: " + e.getMessage());
    }
  }

  private static StreamBlock progress(String line) throws Rejected {
    var matcher = PROGRESS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new Rejected(Reason.STREAM_FORMAT, "a progress comment of another form");
    }
    return new StreamBlock.ProgressComment(
        Long.parseLong(matcher.group("events")),
        Digest.parse(matcher.group("hash")),
        new Signature(Bytes.fromPrefixedHex(matcher.group("signature"), Signature.SIZE)));
  }
}
