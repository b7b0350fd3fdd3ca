// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Starts the packaged enclave, asks it over connections that are counted, and prints the kernel's
 * counters of this network namespace. A program of its own, without the build's libraries.
 */
public final class InsideNamespace {
  private static final int PORT = 8081;
  private static final int MANAGEMENT = 9081;
  private static final int ROUNDS = 20;

  private static final Path CHAT_FILES =
      Path.of(System.getProperty("user.home"), ".cache/aver/chat");
  private static final boolean CHAT = Files.exists(CHAT_FILES.resolve("libllama.v0.5.0.so"));

  private static int opened;
  private static int answers;

  private InsideNamespace() {}

  /** {@code arguments}: the clone and an empty folder; none: only tries to leave, twice. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      ask("192.0.2.1", MANAGEMENT, "GET /", "");
      ask("name.invalid", MANAGEMENT, "GET /", "");
      report();
      return;
    }
    var enclave = start(Path.of(arguments[0]), Path.of(arguments[1]));
    try {
      while (!ask(MANAGEMENT, "GET /q/health/ready", "").startsWith("HTTP/1.1 200")) {
        if (enclave.waitFor(100, TimeUnit.MILLISECONDS)) {
          throw new IOException("the enclave has ended");
        }
      }
      for (var round = 0; round < ROUNDS; round++) {
        var texts = "\"text number " + round + "\",\"and another one\"";
        answer("POST /v1/embeddings", "{\"model\":\"all-minilm-l6-v2\",\"input\":[" + texts + "]}");
        answer("POST /v2/models/all-minilm-l6-v2/infer", tensors());
      }
      answer("GET /v1/models", "");
      answer("GET /v1/attestation", "");
      answer("GET /v2", "");
      if (CHAT) {
        var ask = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}],\"max_tokens\":8}";
        answer("POST /v1/chat/completions", "{\"model\":\"smollm2-135m-instruct\"," + ask);
      }
      report();
    } finally {
      enclave.destroy();
      enclave.waitFor();
    }
  }

  private static void report() throws IOException {
    System.out.println("opened " + opened);
    System.out.println("answers " + answers);
    for (var protocol : List.of("Ip", "Tcp", "Udp")) {
      counters(protocol);
    }
    Files.readAllLines(Path.of("/proc/self/net/snmp6")).stream()
        .filter(line -> line.startsWith("Ip6OutNoRoutes"))
        .forEach(line -> System.out.println(String.join(" ", line.split("\\s+"))));
  }

  private static Process start(Path clone, Path folder) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Daver.models.directory=" + clone.resolve("enclave/target/models"),
                "-Daver.attester.tee=software-snp",
                "-Daver.attester.software.directory=" + folder));
    if (CHAT) {
      command.add("-Daver.chat.model=smollm2-135m-instruct");
      command.add("-Daver.chat.directory=" + CHAT_FILES);
    }
    command.add("-jar");
    command.add(clone.resolve("enclave/target/quarkus-app/quarkus-run.jar").toString());
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("AVER_"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("enclave.log").toFile())
        .start();
  }

  private static String tensors() {
    var inputs = new ArrayList<String>();
    for (var name : List.of("input_ids", "attention_mask", "token_type_ids")) {
      inputs.add(
          "{\"name\":\"" + name + "\",\"datatype\":\"INT64\",\"shape\":[1,2],\"data\":[1,1]}");
    }
    return "{\"inputs\":" + inputs + "}";
  }

  private static void answer(String what, String body) throws IOException {
    var answer = ask(PORT, what, body);
    if (!answer.startsWith("HTTP/1.1 200")) {
      throw new IOException(what + ": " + answer);
    }
    answers++;
  }

  private static String ask(int port, String what, String body) {
    return ask("127.0.0.1", port, what, body);
  }

  /** One request on a connection of its own; a refused one is an answer, too. */
  private static String ask(String host, int port, String what, String body) {
    opened++;
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port));
      var head =
          what
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Two lines of /proc: names, then values. */
  private static void counters(String protocol) throws IOException {
    var lines =
        Files.readAllLines(Path.of("/proc/self/net/snmp")).stream()
            .filter(line -> line.startsWith(protocol + ": "))
            .toList();
    var names = lines.getFirst().split(" ", -1);
    var values = lines.getLast().split(" ", -1);
    for (var i = 1; i < names.length; i++) {
      System.out.println(protocol + "." + names[i] + " " + values[i]);
    }
  }
}
