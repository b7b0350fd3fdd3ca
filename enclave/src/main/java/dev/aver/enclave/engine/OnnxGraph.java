// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import dev.aver.attestation.receipt.Datatype;
import dev.aver.enclave.inference.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names, datatypes and shapes of what a graph takes and gives, read from its file: DJL tells names
 * alone. The file is an ONNX {@code ModelProto}; of its graph (field 7) count initializers (5),
 * inputs (11) and outputs (12). A tensor of the file that is its own weights is no input.
 *
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 */
record OnnxGraph(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  private static final int GRAPH = 7;
  private static final int INITIALIZER = 5;
  private static final int INITIALIZER_NAME = 8;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  /** By the number of ONNX's {@code elem_type}; null: DJL cannot carry it. */
  private static final Datatype[] DATATYPES = {
    null,
    Datatype.FP32,
    Datatype.UINT8,
    Datatype.INT8,
    null,
    null,
    Datatype.INT32,
    Datatype.INT64,
    Datatype.BYTES,
    Datatype.BOOL,
    Datatype.FP16,
    Datatype.FP64,
  };

  /**
   * Reads a model's file.
   *
   * @throws IOException if it is no such file, or holds a datatype that cannot be served
   */
  static OnnxGraph read(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      var model = new ProtoReader(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      var inputs = new ArrayList<TensorSpec>();
      var outputs = new ArrayList<TensorSpec>();
      var weights = new HashSet<String>();
      while (model.next()) {
        if (model.field() == GRAPH) {
          graph(model.message(), inputs, outputs, weights);
        }
      }
      inputs.removeIf(input -> weights.contains(input.name()));
      return new OnnxGraph(List.copyOf(inputs), List.copyOf(outputs));
    }
  }

  private static void graph(
      ProtoReader graph, List<TensorSpec> inputs, List<TensorSpec> outputs, Set<String> weights)
      throws IOException {
    while (graph.next()) {
      switch (graph.field()) {
        case INITIALIZER -> weights.add(name(graph.message()));
        case INPUT -> inputs.add(value(graph.message()));
        case OUTPUT -> outputs.add(value(graph.message()));
        default -> {}
      }
    }
  }

  private static String name(ProtoReader tensor) throws IOException {
    var name = "";
    while (tensor.next()) {
      if (tensor.field() == INITIALIZER_NAME) {
        name = tensor.text();
      }
    }
    return name;
  }

  /** ValueInfoProto: name 1, type 2. */
  private static TensorSpec value(ProtoReader value) throws IOException {
    var name = "";
    ByteBuffer type = null;
    while (value.next()) {
      if (value.field() == 1) {
        name = value.text();
      } else if (value.field() == 2) {
        type = value.bytes();
      }
    }
    return tensor(name, type);
  }

  /** TypeProto: tensor_type 1, of elem_type 1 and shape 2. */
  private static TensorSpec tensor(String name, @org.jspecify.annotations.Nullable ByteBuffer type)
      throws IOException {
    var kind = 0L;
    var shape = List.<Dimension>of();
    var outer = new ProtoReader(type == null ? ByteBuffer.allocate(0) : type);
    while (outer.next()) {
      if (outer.field() == 1) {
        var tensor = outer.message();
        while (tensor.next()) {
          if (tensor.field() == 1) {
            kind = tensor.number();
          } else if (tensor.field() == 2) {
            shape = shape(tensor.message());
          }
        }
      }
    }
    var datatype = kind < 0 || kind >= DATATYPES.length ? null : DATATYPES[(int) kind];
    if (datatype == null) {
      throw new IOException(name + " is of a type that cannot be served");
    }
    return new TensorSpec(
        name,
        datatype,
        shape.stream().map(Dimension::length).toList(),
        shape.stream().map(Dimension::symbol).toList());
  }

  /** One dimension: its length or −1, its name or nothing. */
  private record Dimension(long length, String symbol) {}

  /** TensorShapeProto: dim 1. */
  private static List<Dimension> shape(ProtoReader shape) throws IOException {
    var dimensions = new ArrayList<Dimension>();
    while (shape.next()) {
      if (shape.field() == 1) {
        dimensions.add(dimension(shape.message()));
      }
    }
    return dimensions;
  }

  /** Of dim_value 1 or dim_param 2. */
  private static Dimension dimension(ProtoReader dimension) throws IOException {
    var length = -1L;
    var symbol = "";
    while (dimension.next()) {
      if (dimension.field() == 1) {
        length = dimension.number();
      } else if (dimension.field() == 2) {
        symbol = dimension.text();
      }
    }
    return new Dimension(length > 0 ? length : -1, symbol); // some exporters write 0 for "any"
  }
}
