// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.api.oip;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.receipt.Datatype;
import dev.aver.attestation.receipt.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The answer of an inference. Data is flat, row-major, and each number reads back as the very bits
 * that the receipt commits to.
 */
final class InferBody {
  private InferBody() {}

  /** An output holds NaN or infinity, which JSON has no number for. */
  static final class NotFinite extends Exception {
    private static final long serialVersionUID = 1L;

    private NotFinite(String name) {
      super(name, null, false, false);
    }
  }

  /** UTF-8 JSON. */
  static Bytes write(String model, String version, Optional<String> id, List<Tensor> outputs)
      throws NotFinite {
    var out = new StringBuilder(1024);
    out.append("{\"model_name\":").append(quoted(model));
    out.append(",\"model_version\":").append(quoted(version));
    id.ifPresent(given -> out.append(",\"id\":").append(quoted(given)));
    out.append(",\"outputs\":[");
    for (var i = 0; i < outputs.size(); i++) {
      out.append(i == 0 ? "" : ",");
      tensor(outputs.get(i), out);
    }
    return Bytes.utf8(out.append("]}").toString());
  }

  private static String quoted(String text) {
    return JsonWriter.write(Json.of(text));
  }

  private static void tensor(Tensor tensor, StringBuilder out) throws NotFinite {
    out.append("{\"name\":").append(quoted(tensor.name()));
    out.append(",\"shape\":").append(tensor.shape().toString().replace(" ", ""));
    out.append(",\"datatype\":\"").append(tensor.datatype()).append("\",\"data\":[");
    var data = ByteBuffer.wrap(tensor.data().toArray()).order(ByteOrder.LITTLE_ENDIAN);
    for (var first = true; data.hasRemaining(); first = false) {
      out.append(first ? "" : ",");
      element(tensor, data, out);
    }
    out.append("]}");
  }

  private static void element(Tensor tensor, ByteBuffer data, StringBuilder out) throws NotFinite {
    switch (tensor.datatype()) {
      case BOOL -> out.append(data.get() != 0);
      case INT8 -> out.append(data.get());
      case UINT8 -> out.append(data.get() & 0xff);
      case INT16 -> out.append(data.getShort());
      case UINT16 -> out.append(data.getShort() & 0xffff);
      case INT32 -> out.append(data.getInt());
      case UINT32 -> out.append(data.getInt() & 0xffff_ffffL);
      case INT64 -> out.append(data.getLong());
      case UINT64 -> out.append(Long.toUnsignedString(data.getLong()));
      case FP16, FP32, FP64 -> out.append(number(tensor, data));
      case BYTES -> out.append(quoted(text(data)));
    }
  }

  private static String number(Tensor tensor, ByteBuffer data) throws NotFinite {
    var value =
        tensor.datatype() == Datatype.FP64
            ? data.getDouble()
            : tensor.datatype() == Datatype.FP32
                ? data.getFloat()
                : (double) Float.float16ToFloat(data.getShort());
    if (!Double.isFinite(value)) {
      throw new NotFinite(tensor.name());
    }
    return dev.aver.enclave.api.JsonNumber.of(value);
  }

  private static String text(ByteBuffer data) {
    var text = new byte[data.getInt()];
    data.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
