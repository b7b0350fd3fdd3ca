// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.receipt.Datatype;
import dev.aver.attestation.receipt.Tensor;
import dev.aver.enclave.inference.TensorEngine;
import dev.aver.enclave.inference.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tensors as they are committed to, to the engine's own and back, bit for bit. */
final class TensorTranslator implements NoBatchifyTranslator<List<Tensor>, List<Tensor>> {
  private final List<TensorSpec> outputs;

  TensorTranslator(List<TensorSpec> outputs) {
    this.outputs = outputs;
  }

  @Override
  public NDList processInput(TranslatorContext context, List<Tensor> given) {
    var list = new NDList();
    for (var tensor : given) {
      var array = array(context.getNDManager(), tensor);
      array.setName(tensor.name());
      list.add(array);
    }
    return list;
  }

  private static NDArray array(NDManager manager, Tensor tensor) {
    var shape = new Shape(tensor.shape());
    if (tensor.datatype() == Datatype.BYTES) {
      return manager.create(texts(tensor.data()), StandardCharsets.UTF_8, shape);
    }
    var bytes = tensor.data().toArray();
    var direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    direct.put(bytes).flip();
    return manager.create(direct, shape, dataType(tensor.datatype()));
  }

  private static String[] texts(Bytes data) {
    var texts = new ArrayList<String>();
    var in = ByteBuffer.wrap(data.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      var text = new byte[in.getInt()];
      in.get(text);
      texts.add(new String(text, StandardCharsets.UTF_8));
    }
    return texts.toArray(String[]::new);
  }

  private static DataType dataType(Datatype datatype) {
    return switch (datatype) {
      case BOOL -> DataType.BOOLEAN;
      case UINT8 -> DataType.UINT8;
      case INT8 -> DataType.INT8;
      case INT32 -> DataType.INT32;
      case INT64 -> DataType.INT64;
      case FP16 -> DataType.FLOAT16;
      case FP32 -> DataType.FLOAT32;
      case FP64 -> DataType.FLOAT64;
      default -> throw new IllegalArgumentException(datatype + " has no form in the engine");
    };
  }

  @Override
  public List<Tensor> processOutput(TranslatorContext context, NDList list) {
    var tensors = new ArrayList<Tensor>();
    for (var i = 0; i < outputs.size(); i++) {
      tensors.add(tensor(outputs.get(i), list.get(i)));
    }
    return tensors;
  }

  private static Tensor tensor(TensorSpec spec, NDArray array) {
    var shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
    if (array.getShape().size() > TensorEngine.MOST_ELEMENTS) {
      throw new IllegalStateException(spec.name() + " has more elements than an answer may hold");
    }
    return new Tensor(spec.name(), spec.datatype(), shape, data(spec, array));
  }

  private static Bytes data(TensorSpec spec, NDArray array) {
    if (spec.datatype() == Datatype.BYTES) {
      return lengthsAndBytes(array.toStringArray(StandardCharsets.UTF_8));
    }
    if (array.getDataType() != dataType(spec.datatype())) {
      throw new IllegalStateException(spec.name() + " is " + array.getDataType());
    }
    var buffer = array.toByteBuffer(false); // little-endian, as every processor that we run on
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return Bytes.of(bytes);
  }

  private static Bytes lengthsAndBytes(String[] texts) {
    var out = new ByteArrayOutputStream();
    for (var text : texts) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var length = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(length.putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return Bytes.of(out.toByteArray());
  }
}
