// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import dev.aver.enclave.inference.EngineFailed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Whether texts may share a run on this very processor: tried at every start, because kernels are
 * chosen by the processor and a text's vector must not depend on its neighbours anywhere. If it
 * did, every text would run alone, with the same bits.
 */
final class SharedRuns {
  private static final Logger LOG = Logger.getLogger(SharedRuns.class);

  /** Ids of the texts: below, at and beyond the widths in which kernels work. */
  private static final int[] LENGTHS = {3, 16, 23};

  private SharedRuns() {}

  /** Runs a few texts alone and together and compares every bit. */
  static boolean areExact(OnnxEmbeddingModel model) throws EngineFailed {
    var texts = new ArrayList<long[]>();
    for (var length : LENGTHS) {
      texts.add(model.tokens(ids(length - 2, model.vocabulary())));
    }
    var together = model.pooled(texts, 0);
    for (var i = 0; i < texts.size(); i++) {
      var alone = model.pooled(List.of(texts.get(i)), 0).getFirst();
      if (!Arrays.equals(alone, together.get(i))) {
        LOG.warn("runs of several texts are not exact on this processor: each text runs alone");
        return false;
      }
    }
    return true;
  }

  /** Any ids do: 7919 is prime, so they are spread over the whole vocabulary. */
  private static long[] ids(int count, int vocabulary) {
    var ids = new long[count];
    for (var i = 0; i < count; i++) {
      ids[i] = 7919L * (i + 1) % vocabulary;
    }
    return ids;
  }
}
