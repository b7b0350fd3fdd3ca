// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tensors of a JSON request or answer and rounds each element to its datatype. Any form
 * but this is rejected: {@code name}, {@code datatype}, {@code shape} and {@code data}, flat or
 * nested, with as many elements as the shape says.
 */
final class TensorJson {
  private TensorJson() {}

  static List<Tensor> parse(List<Json> elements) throws Rejected {
    var tensors = new ArrayList<Tensor>();
    for (var element : elements) {
      tensors.add(tensor(element));
    }
    return tensors;
  }

  private static Tensor tensor(Json json) throws Rejected {
    // Other members, such as parameters, say nothing about the values.
    var members = Members.of(json, "tensor");
    var name = members.string("name");
    var datatype =
        Datatype.of(members.string("datatype"))
            .orElseThrow(() -> new Rejected(Reason.FIELD_RANGE, "unknown datatype"));
    var shape = new ArrayList<Long>();
    for (var dimension : members.array("shape")) {
      shape.add(dimension(dimension));
    }
    var out = new ByteArrayOutputStream();
    var count = write(members.array("data"), datatype, out);
    if (count != count(shape)) {
      throw new Rejected(Reason.FIELD_RANGE, count + " elements do not fill the shape");
    }
    return new Tensor(name, datatype, shape, Bytes.of(out.toByteArray()));
  }

  private static long dimension(Json json) throws Rejected {
    var out = new ByteArrayOutputStream();
    TensorElement.write(json, Datatype.UINT32, out);
    var bytes = out.toByteArray();
    return Integer.toUnsignedLong(
        bytes[0] & 0xff
            | (bytes[1] & 0xff) << 8
            | (bytes[2] & 0xff) << 16
            | (bytes[3] & 0xff) << 24);
  }

  private static long count(List<Long> shape) throws Rejected {
    try {
      return shape.stream().reduce(1L, Math::multiplyExact);
    } catch (ArithmeticException e) {
      throw new Rejected(Reason.FIELD_RANGE, "the shape is too large");
    }
  }

  private static long write(List<Json> data, Datatype datatype, ByteArrayOutputStream out)
      throws Rejected {
    var count = 0L;
    for (var element : data) {
      if (element instanceof Json.Arr(List<Json> nested)) {
        count += write(nested, datatype, out);
      } else {
        TensorElement.write(element, datatype, out);
        count++;
      }
    }
    return count;
  }
}
