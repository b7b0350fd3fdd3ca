// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.receipt.Tensor;
import dev.aver.enclave.inference.EngineFailed;
import dev.aver.enclave.inference.InferRequest;
import dev.aver.enclave.models.LoadedTensorModel;
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
  private final AtomicBoolean over = new AtomicBoolean();

  InferRun(InferCall call, LoadedTensorModel model, InferRequest request) {
    this.call = call;
    this.model = model;
    this.request = request;
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
      call.succeed(model, request, outputs);
    }
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
