// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import dev.aver.attestation.bytes.Bytes;
import java.util.HashMap;
import java.util.Map;

/** An HTTP answer. */
record Answer(int status, Bytes body, Map<String, String> headers) {
  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(String type, Bytes body) {
    return new Answer(200, body, Map.of("Content-Type", type));
  }

  static Answer refused(int status) {
    return new Answer(status, Bytes.EMPTY, Map.of());
  }

  /** The same with one more header. */
  Answer with(String name, String value) {
    var more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, body, more);
  }
}
