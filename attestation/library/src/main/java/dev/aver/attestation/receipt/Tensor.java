// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Jcs;
import dev.aver.attestation.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as it is committed to.
 *
 * @param shape the length of each dimension
 * @param data the elements in row-major order, little-endian; BOOL one byte each, BYTES each behind
 *     its length in 32 bits
 */
public record Tensor(String name, Datatype datatype, List<Long> shape, Bytes data) {
  /** Copies {@code shape}. */
  public Tensor {
    shape = List.copyOf(shape);
  }

  /**
   * The tensors of a JSON request or answer, in its order; each element is rounded to its datatype.
   *
   * @param elements objects with {@code name}, {@code datatype}, {@code shape} and {@code data},
   *     flat or nested; other members say nothing about the values
   * @throws Rejected for any other form, or for another number of elements than the shape says
   */
  public static List<Tensor> parse(List<Json> elements) throws Rejected {
    return TensorJson.parse(elements);
  }

  /** JCS of {@code [{datatype,name,shape}]}, a zero byte, then the data of all in order. */
  static Bytes canonical(List<Tensor> tensors) throws Rejected {
    var heads = new ArrayList<Json>();
    var parts = new Bytes[2 + tensors.size()];
    for (var i = 0; i < tensors.size(); i++) {
      heads.add(tensors.get(i).head());
      parts[2 + i] = tensors.get(i).data();
    }
    parts[0] = Jcs.canonical(new Json.Arr(heads));
    parts[1] = Bytes.of((byte) 0);
    return Bytes.concat(parts);
  }

  private Json head() {
    return Json.object()
        .put("datatype", datatype.name())
        .put("name", name)
        .put("shape", Json.array(shape.stream().map(Json::of).toList()))
        .build();
  }
}
