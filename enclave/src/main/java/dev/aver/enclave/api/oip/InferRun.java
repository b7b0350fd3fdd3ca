// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.receipt.Tensor;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.InferRequest;
import dev.aver.enclave.models.LoadedTensorModel;
import dev.aver.enclave.scheduling.Stay;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One inference from the queue to its end, which comes once: by the model, or because nobody waits
 * for it any more. Then the model does not run if it has not begun.
 */
final class InferRun implements Runnable {
  private final InferCall call;
  private final LoadedTensorModel model;
  private final InferRequest request;
  private final Stay stay;
  private final AtomicBoolean over = new AtomicBoolean();

  /** Will end {@code call}; {@code stay} grows by the elements of its answer. */
  InferRun(InferCall call, LoadedTensorModel model, InferRequest request, Stay stay) {
    this.call = call;
    this.model = model;
    this.request = request;
    this.stay = stay;
  }

  @Override
  public void run() {
    if (over.get()) {
      return;
    }
    List<Tensor> outputs;
    try {
      outputs = asked(model.engine().infer(request.inputs()));
    } catch (EngineFailed | RuntimeException e) {
      if (over.compareAndSet(false, true)) {
        call.fail(e);
      }
      return;
    }
    if (over.compareAndSet(false, true)) {
      stay.grow(elements(outputs))
          .ifPresentOrElse(call::turnAway, () -> call.succeed(model, request, outputs));
    }
  }

  /** Each of them takes some thirty bytes of the heap, as the byte of a body does. */
  private static int elements(List<Tensor> outputs) {
    var elements = 0L;
    for (var output : outputs) {
      elements += output.shape().stream().reduce(1L, Math::multiplyExact);
    }
    return Math.toIntExact(elements);
  }

  private List<Tensor> asked(List<Tensor> all) {
    var byName = all.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    return request.outputs().stream().map(byName::get).toList();
  }

  /** Ends it as cut, unless the model was first. */
  void cancel() {
    if (over.compareAndSet(false, true)) {
      call.cut(request);
    }
  }
}
