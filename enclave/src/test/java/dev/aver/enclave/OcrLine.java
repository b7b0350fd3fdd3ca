// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static dev.aver.enclave.EnclaveClient.at;
import static dev.aver.enclave.EnclaveClient.number;

import dev.aver.attestation.json.Json;
import dev.aver.enclave.engine.ModelFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A line of text as a picture for a recognition model, and the model's answer as text. */
final class OcrLine {
  private static final int HEIGHT = 48;
  private static final int WIDTH = 320;
  private static final int CHANNELS = 3;

  private OcrLine() {}

  /** Black on white, channels first, each from −1 to 1. */
  static String request(String text) {
    System.setProperty("java.awt.headless", "true");
    var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font("SansSerif", Font.PLAIN, 28));
    graphics.drawString(text, 8, 34);
    var data = new StringBuilder();
    for (var channel = 0; channel < CHANNELS; channel++) {
      for (var y = 0; y < HEIGHT; y++) {
        for (var x = 0; x < WIDTH; x++) {
          var value = picture.getRGB(x, y) >> 8 * channel & 0xff;
          data.append(data.isEmpty() ? "" : ",").append((value / 255f - 0.5f) / 0.5f);
        }
      }
    }
    return """
        {"inputs":[{"name":"x","datatype":"FP32","shape":[1,3,48,320],"data":[%s]}]}"""
        .formatted(data);
  }

  /** The likeliest character of each step; repeated ones and blanks (0) do not count. */
  static String read(Json.Obj answer) throws IOException {
    var steps = (int) number(answer, "outputs", "0", "shape", "1");
    var classes = (int) number(answer, "outputs", "0", "shape", "2");
    var data = ((Json.Arr) at(answer, "outputs", "0", "data")).elements();
    var keys = keys();
    var text = new StringBuilder();
    var last = 0;
    for (var step = 0; step < steps; step++) {
      var best = 0;
      for (var i = 1; i < classes; i++) {
        if (value(data, step * classes + i) > value(data, step * classes + best)) {
          best = i;
        }
      }
      if (best != 0 && best != last) {
        text.append(best <= keys.size() ? keys.get(best - 1) : " ");
      }
      last = best;
    }
    return text.toString().strip(); // the margin may be read as a space
  }

  private static double value(List<Json> data, int index) {
    return Double.parseDouble(((Json.Num) data.get(index)).literal());
  }

  private static List<String> keys() throws IOException {
    for (var folder : ModelFiles.folders().sources()) {
      var file = folder.resolve("ppocr_keys_v1.txt");
      if (Files.exists(file)) {
        return Files.readAllLines(file);
      }
    }
    throw new IOException("no keys beside the models");
  }
}
