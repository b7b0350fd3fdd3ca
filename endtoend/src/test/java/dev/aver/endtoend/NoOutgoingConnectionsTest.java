// SPDX-License-Identifier: Apache-2.0
package dev.aver.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The enclave's process, alone with its callers in a network namespace of its own whose counters
 * the kernel keeps: nothing there opens a connection, asks for a route or sends a datagram except
 * the callers.
 */
class NoOutgoingConnectionsTest {
  private static final List<String> ALONE =
      List.of("unshare", "--map-root-user", "--net", "sh", "-c");

  @TempDir Path folder;

  @Test
  void theEnclaveOpensNoConnectionDuringAFullRun() throws Exception {
    requireNamespaces();
    var root = Path.of("..").toAbsolutePath().normalize();
    var said = inside("'" + root + "' '" + folder + "'");
    var counters = counters(said);
    assertEquals(counters.get("opened"), counters.get("Tcp.ActiveOpens"), said);
    assertEquals(0, counters.get("Udp.OutDatagrams"), said);
    assertEquals(0, counters.get("Ip.OutNoRoutes"), said);
    assertEquals(0, counters.get("Ip6OutNoRoutes"), said);
    assertTrue(counters.get("answers") >= 40, said);
  }

  @Test
  void whoeverTriedToLeaveWouldBeSeen() throws Exception {
    requireNamespaces();
    var said = inside("");
    assertTrue(counters(said).get("Ip.OutNoRoutes") >= 1, said);
  }

  private static String inside(String arguments) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java");
    var classes = Path.of("target/test-classes").toAbsolutePath();
    var name = InsideNamespace.class.getName();
    return run(
        "ip link set lo up && exec '%s' -cp '%s' %s %s".formatted(java, classes, name, arguments));
  }

  private static void requireNamespaces() throws IOException, InterruptedException {
    try {
      run("ip link set lo up");
    } catch (IOException e) {
      if ("1".equals(System.getenv("AVER_REQUIRE_ALL"))) {
        throw e;
      }
      System.err.println("SKIPPED: outgoing connections are not counted, because " + e);
      abort("no network namespaces here");
    }
  }

  private static String run(String command) throws IOException, InterruptedException {
    var whole = new java.util.ArrayList<>(ALONE);
    whole.add(command);
    var process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said.strip());
    }
    return said;
  }

  private static Map<String, Long> counters(String said) {
    var counters = new HashMap<String, Long>();
    for (var line : said.lines().toList()) {
      var words = line.split(" ", -1);
      if (words.length == 2 && words[1].matches("[0-9]+")) {
        counters.put(words[0], Long.parseLong(words[1]));
      }
    }
    return counters;
  }
}
