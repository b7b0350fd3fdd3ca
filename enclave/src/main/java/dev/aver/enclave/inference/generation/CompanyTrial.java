// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import dev.aver.enclave.inference.EngineFailed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tries on the processor at hand whether a sequence has the same logits, bit for bit, alone, in
 * steps with others, and after a move. Quantised weights do; for weights in float the engine takes
 * other kernels when a step has more rows, and those sum in another order.
 */
public final class CompanyTrial {
  private static final int PROMPT = 2;

  private final GenerationModel model;
  private final Rows rows;
  private final float[] logits;

  private CompanyTrial(GenerationModel model) {
    this.model = model;
    this.rows = new Rows(model.stepRows());
    this.logits = new float[model.vocabulary().size()];
  }

  /**
   * Whether it does; a model of one sequence never has company. Before anything else uses {@code
   * model}, which is as new afterwards.
   */
  public static boolean passes(GenerationModel model) throws EngineFailed {
    var trial = new CompanyTrial(model);
    var alone = trial.run(List.of());
    var together = trial.run(trial.companies());
    for (var step = 0; step < alone.size(); step++) {
      if (!Arrays.equals(alone.get(step), together.get(step))) {
        return false;
      }
    }
    return true;
  }

  /** How many sequences the steps have: all, some, few; who has left a step does not come back. */
  private List<Integer> companies() {
    var all = model.sequences();
    return List.of(all, Math.min(4, all), Math.min(2, all));
  }

  /** The logits of the last sequence, step by step; alone if no companies are given. */
  private List<float[]> run(List<Integer> companies) throws EngineFailed {
    var last = model.sequences() - 1;
    var most = companies.isEmpty() ? 1 : model.sequences();
    for (var sequence = last - most + 1; sequence <= last; sequence++) {
      read(sequence);
    }
    var heard = new ArrayList<float[]>();
    for (var step = 0; step < 3; step++) {
      heard.add(write(step, companies.isEmpty() ? 1 : companies.get(step), last));
    }
    var moves = !companies.isEmpty() && last > 0;
    if (moves) {
      model.forget(0);
      model.move(last, 0);
    }
    heard.add(write(3, 1, moves ? 0 : last));
    for (var sequence = last - most + 1; sequence <= last; sequence++) {
      model.forget(sequence);
    }
    return heard;
  }

  /** Another prompt for each sequence. */
  private void read(int sequence) throws EngineFailed {
    rows.clear();
    for (var place = 0; place < PROMPT; place++) {
      rows.add(token(sequence, place), place, sequence, false);
    }
    model.decode(rows);
  }

  /** {@code last} is the number that the last sequence has now. */
  private float[] write(int step, int together, int last) throws EngineFailed {
    var place = PROMPT + step;
    rows.clear();
    for (var sequence = last - together + 1; sequence < last; sequence++) {
      rows.add(token(sequence, place), place, sequence, true);
    }
    rows.add(token(model.sequences() - 1, place), place, last, true);
    model.decode(rows);
    model.logits(together - 1, logits);
    return logits.clone();
  }

  private int token(int sequence, int place) {
    return Math.floorMod(7919 * (sequence + 1) + 104_729 * (place + 1), logits.length);
  }
}
