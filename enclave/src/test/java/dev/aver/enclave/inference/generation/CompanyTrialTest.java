// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.enclave.engine.llama.TestModel;
import dev.aver.enclave.inference.EngineFailed;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CompanyTrialTest {
  /** Sums up the tokens of each sequence; the last bit is as a step of so many rows makes it. */
  private static final class Sums implements GenerationModel {
    private final Map<Integer, Float> sums = new HashMap<>();
    private final IntUnaryOperator lastBit;
    private final int sequences;
    private float[] out = new float[0];
    private float lostInMoves;

    Sums(int sequences, IntUnaryOperator lastBit) {
      this.sequences = sequences;
      this.lastBit = lastBit;
    }

    @Override
    public void decode(Rows rows) {
      out = new float[rows.size()];
      for (var row = 0; row < rows.size(); row++) {
        out[row] = sums.merge(rows.sequence(row), (float) rows.token(row), Float::sum);
        out[row] += Math.ulp(out[row]) * lastBit.applyAsInt(rows.size());
      }
    }

    @Override
    public void logits(int row, float[] into) {
      for (var token = 0; token < into.length; token++) {
        into[token] = out[row] * token;
      }
    }

    @Override
    public void forget(int sequence) {
      sums.remove(sequence);
    }

    @Override
    public void move(int from, int to) {
      sums.put(to, sums.remove(from) + lostInMoves);
    }

    @Override
    public int sequences() {
      return sequences;
    }

    @Override
    public int stepRows() {
      return 64;
    }

    @Override
    public Vocabulary vocabulary() {
      return new Vocabulary() {
        @Override
        public int size() {
          return 97;
        }

        @Override
        public int[] tokens(String text, boolean marks) {
          return new int[0];
        }

        @Override
        public byte[] piece(int token) {
          return new byte[0];
        }

        @Override
        public boolean ends(int token) {
          return false;
        }

        @Override
        public java.util.List<String> controlTexts() {
          return java.util.List.of();
        }
      };
    }

    @Override
    public Optional<String> chatTemplate() {
      return Optional.empty();
    }

    @Override
    public String firstText() {
      return "";
    }

    @Override
    public String lastText() {
      return "";
    }

    @Override
    public int contextTokens() {
      return 16;
    }

    @Override
    public Optional<Grammar> grammar(String gbnf) {
      return Optional.empty();
    }

    @Override
    public Counts counts() {
      return new Counts(0, 0);
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  @Test
  void whoseBitsDependOnTheRowsOfAStepFails() throws EngineFailed {
    assertTrue(CompanyTrial.passes(new Sums(8, rows -> 0)));
    assertTrue(!CompanyTrial.passes(new Sums(8, rows -> rows == 1 ? 0 : 1)));
    assertTrue(!CompanyTrial.passes(new Sums(8, rows -> rows < 8 ? 0 : 1)));
    assertTrue(!CompanyTrial.passes(new Sums(2, rows -> rows)));
  }

  @Test
  void whoIsAnotherAfterAMoveFails() throws EngineFailed {
    var model = new Sums(8, rows -> 0);
    model.lostInMoves = 1;
    assertTrue(!CompanyTrial.passes(model));
  }

  @Test
  void oneSequenceHasNoCompanyAndNothingIsLeftBehind() throws EngineFailed {
    assertTrue(CompanyTrial.passes(new Sums(1, rows -> rows)));
    var model = new Sums(3, rows -> 0);
    assertTrue(CompanyTrial.passes(model));
    assertEquals(Map.of(), model.sums);
  }

  @Test
  @Tag("model")
  void theModelThatIsServedPasses() throws Exception {
    assertTrue(CompanyTrial.passes(TestModel.shared()));
  }
}
