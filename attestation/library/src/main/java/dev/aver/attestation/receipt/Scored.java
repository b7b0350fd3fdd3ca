// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.EcmaScriptNumber;
import dev.aver.attestation.json.Json;

/** One line of a result list. */
public sealed interface Scored {
  /** The score; a float32 is widened. */
  double score();

  /** The line without its score. */
  Json.Builder named();

  /** A document by its place in the request. */
  record Document(int index, double score) implements Scored {
    @Override
    public Json.Builder named() {
      return Json.object().put("index", index);
    }
  }

  /** A label of a classification. */
  record Label(String label, double score) implements Scored {
    @Override
    public Json.Builder named() {
      return Json.object().put("label", label);
    }
  }

  /**
   * The line as it is committed to.
   *
   * @throws Rejected {@link Reason#OUTPUT_NOT_FINITE}
   */
  default Json toJson() throws Rejected {
    if (!Double.isFinite(score())) {
      throw new Rejected(Reason.OUTPUT_NOT_FINITE, "a score is not finite");
    }
    return named().put("score", new Json.Num(EcmaScriptNumber.write(score()))).build();
  }
}
