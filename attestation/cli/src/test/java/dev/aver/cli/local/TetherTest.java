// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ties a service to the {@code up} that started it, with a shell in place of the service. */
final class TetherTest {
  private static final String SERVICE = "echo $$; exec sleep 600";

  private Process wrapper;
  private ProcessHandle service;

  private void start(String script) throws IOException {
    wrapper =
        new ProcessBuilder("sh", "-c", Service.TETHERED, "aver-test", "sh", "-c", script).start();
  }

  private void startService() throws IOException {
    start(SERVICE);
    BufferedReader out = wrapper.inputReader();
    service = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
  }

  @AfterEach
  void stop() {
    wrapper.descendants().forEach(ProcessHandle::destroyForcibly);
    wrapper.destroyForcibly();
  }

  @Test
  void theServiceEndsWhenItsStarterIsGone() throws Exception {
    startService();
    wrapper.getOutputStream().close(); // What the system does for a process killed with -9.
    assertTrue(wrapper.waitFor(30, TimeUnit.SECONDS));
    assertFalse(service.isAlive());
  }

  @Test
  void theServiceEndsWhenTheWrapperIsAskedTo() throws Exception {
    startService();
    wrapper.destroy();
    assertTrue(wrapper.waitFor(30, TimeUnit.SECONDS));
    assertFalse(service.isAlive());
  }

  @Test
  void theServicesOwnEndAndStatusAreSeen() throws Exception {
    start("exit 7");
    assertTrue(wrapper.waitFor(30, TimeUnit.SECONDS));
    assertEquals(7, wrapper.exitValue());
  }
}
