// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.bytes.Bytes;

/**
 * Finds where the items of CBOR lie that the strict parser has accepted: one item after the other,
 * so that a table can say offsets. On anything else it says nothing useful.
 */
final class CborWalk {
  private static final int INDEFINITE = 31;
  private static final int BREAK = 0xff;

  private final Bytes source;
  private int position;

  CborWalk(Bytes source, int position) {
    this.source = source;
    this.position = position;
  }

  int position() {
    return position;
  }

  /** Reads the head of the next item; its argument, or -1 for an indefinite length. */
  long head() {
    var info = octet() & 0x1f;
    if (info == INDEFINITE) {
      return -1;
    }
    if (info < 24) {
      return info;
    }
    var value = 0L;
    for (var left = 1 << info - 24; left > 0; left--) {
      value = value << 8 | octet();
    }
    return value;
  }

  boolean atBreak() {
    return (source.at(position) & 0xff) == BREAK;
  }

  /** Steps over the next item, whatever it is. */
  void skip() {
    var kind = (source.at(position) & 0xff) >> 5;
    var argument = head();
    switch (kind) {
      case 2, 3 -> position += (int) argument;
      case 4 -> items(argument);
      case 5 -> items(argument < 0 ? argument : 2 * argument);
      default -> {} // numbers and simple values are their head
    }
  }

  private void items(long count) {
    for (var i = 0L; i < count; i++) {
      skip();
    }
    if (count < 0) {
      while (!atBreak()) {
        skip();
      }
      position++;
    }
  }

  private int octet() {
    return source.at(position++) & 0xff;
  }
}
