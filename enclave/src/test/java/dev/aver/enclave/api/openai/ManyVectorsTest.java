// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.keyset.ModelFile;
import dev.aver.enclave.api.Answer;
import dev.aver.enclave.api.Departures;
import dev.aver.enclave.inference.EmbeddingJob;
import dev.aver.enclave.inference.Ones;
import dev.aver.enclave.models.LoadedModel;
import dev.aver.enclave.models.TensorModel;
import dev.aver.enclave.receipts.ReceiptShelf;
import dev.aver.enclave.scheduling.Admission;
import dev.aver.enclave.scheduling.BatchQueue;
import dev.aver.enclave.scheduling.Stay;
import dev.aver.enclave.scheduling.Workers;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A short body can ask for many vectors, which take more memory than it. */
class ManyVectorsTest {
  private static final String TEN =
      "{\"model\":\"ones\",\"input\":[" + "\"a\",".repeat(9) + "\"a\"]}";

  private final Admission admission = new Admission(8, 25, _ -> true, () -> true);
  private final BatchQueue<EmbeddingJob> batches = new BatchQueue<>(EmbeddingJob::run);
  private final ReceiptShelf shelf = new ReceiptShelf(1000, 8, System::currentTimeMillis);

  private static LoadedModel ones() {
    var weights = new ModelFile("ones.onnx", 1, Digest.ZERO);
    var described = new TensorModel("ones", List.of(weights), weights, 0, "MIT", "here");
    return new LoadedModel(described.manifest("1", "any"), Digest.ZERO, 0, new Ones());
  }

  private Answer ask() throws Exception {
    var answered = new CompletableFuture<Answer>();
    var stay = Stay.enter(admission, 10).stay().orElseThrow();
    try (var workers = new Workers(1, batches)) {
      var receipting = TestReceipts.of(new SecureRandom(), shelf);
      new EmbeddingsService(Map.of("ones", ones()), workers, batches, receipting, 100)
          .answer(Bytes.utf8(TEN), Digest.ZERO, Departures.none(), stay, answered::complete);
      return answered.get();
    } finally {
      stay.leave();
    }
  }

  @Test
  void theyAreTurnedAwayWhereOthersNeedTheRoom() throws Exception {
    assertEquals(200, ask().status());
    assertEquals(Optional.empty(), admission.enter(10));
    var refused = ask();
    assertEquals(429, refused.status());
    assertTrue(refused.receipt().isEmpty());
    admission.leave(10);
    assertEquals(200, ask().status());
  }
}
