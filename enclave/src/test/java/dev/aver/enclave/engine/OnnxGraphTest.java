// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.receipt.Datatype;
import dev.aver.enclave.inference.TensorSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxGraphTest {
  private static final int STRING = 8;
  private static final int UINT16 = 4;

  @TempDir Path folder;

  private static byte[] field(int number, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    out.write(content.length); // all of these are short
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] number(int number, int value) {
    return new byte[] {(byte) (number << 3), (byte) value};
  }

  private static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** ValueInfoProto of a tensor with one named and one fixed dimension. */
  private static byte[] value(String name, int kind) {
    var shape = joined(field(1, field(2, text("batch"))), field(1, number(1, 7)));
    var tensor = joined(number(1, kind), field(2, shape));
    return joined(field(1, text(name)), field(2, field(1, tensor)));
  }

  private static byte[] model(int kind) {
    var graph =
        joined(
            field(2, text("graph")),
            field(5, field(8, text("weights"))),
            field(11, value("weights", 1)),
            field(11, value("in", kind)),
            field(12, value("out", STRING)));
    return joined(number(1, 8), field(7, graph));
  }

  private OnnxGraph read(byte[] file) throws IOException {
    return OnnxGraph.read(Files.write(folder.resolve("m.onnx"), file));
  }

  @Test
  void namesDatatypesAndShapesAreTheFilesAndWeightsAreNoInput() throws IOException {
    var graph = read(model(1));
    var shape = List.of(-1L, 7L);
    var names = List.of("batch", "");
    assertEquals(List.of(new TensorSpec("in", Datatype.FP32, shape, names)), graph.inputs());
    assertEquals(List.of(new TensorSpec("out", Datatype.BYTES, shape, names)), graph.outputs());
  }

  @Test
  void aDatatypeThatCannotBeServedIsRefused() {
    assertThrows(IOException.class, () -> read(model(UINT16)));
    assertThrows(IOException.class, () -> read(model(99)));
  }

  @Test
  void brokenFilesAreReadOrRefusedAndNothingElse() {
    var random = new Random(2);
    var good = model(1);
    var refused = 0;
    for (var round = 0; round < 5000; round++) {
      var broken = good.clone();
      broken[random.nextInt(broken.length)] = (byte) random.nextInt();
      var length = random.nextBoolean() ? broken.length : random.nextInt(broken.length);
      refused += isRefused(Arrays.copyOf(broken, length)) ? 1 : 0;
    }
    assertTrue(refused > 1000, refused + " refused");
  }

  private boolean isRefused(byte[] file) {
    try {
      read(file);
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
