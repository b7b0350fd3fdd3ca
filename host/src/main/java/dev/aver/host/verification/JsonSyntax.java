// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Whether bytes are JSON at all, by the grammar alone. Stricter rules (no member twice, no deep
 * nesting) are the verifier's, and breaking them is a verdict, not a bad request.
 */
final class JsonSyntax {
  private static final JsonFactory LENIENT =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonSyntax() {}

  /** Whether {@code body} is exactly one JSON value. */
  static boolean holds(byte[] body) {
    try (var parser = LENIENT.createParser(body)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
