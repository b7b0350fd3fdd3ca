// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.local;

import dev.aver.cli.models.ModelChoice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How the two services are configured here: on loopback alone, with all state in one folder. */
public final class LocalServices {
  private static final String LOOPBACK = "127.0.0.1";

  private LocalServices() {}

  /**
   * The enclave with a software TEE, {@code software-snp} or {@code -tdx}, on its own ports.
   *
   * @param models which it serves, their files in place
   */
  public static Service enclave(
      Installation here, StateFolder state, String tee, ModelChoice models) throws IOException {
    var port = FreePort.any();
    var management = FreePort.any();
    var settings = ports(port, management);
    settings.put("aver.attester.tee", tee);
    settings.put("aver.attester.software.directory", state.softwareTee().toString());
    settings.putAll(models.settings());
    return service("enclave", here.enclaveJar(), settings, state, port, management);
  }

  /** The relay in front of {@code enclave}, on the port that callers know. */
  public static Service relay(Installation here, StateFolder state, URI enclave, int port)
      throws IOException {
    var management = FreePort.any();
    var settings = ports(port, management);
    settings.put("aver.enclave.url", enclave.toString());
    settings.put("aver.ledger.directory", state.ledger().toString());
    return service("relay", here.relayJar(), settings, state, port, management);
  }

  /** The verification endpoint alone; with a key its results are also given signed. */
  public static Service verifier(
      Installation here, StateFolder state, int port, Optional<Path> keyFile) throws IOException {
    var management = FreePort.any();
    var settings = ports(port, management);
    settings.put("aver.mode", "verifier");
    keyFile.ifPresent(
        file -> settings.put("aver.verifier.key-file", file.toAbsolutePath().toString()));
    return service("verifier", here.relayJar(), settings, state, port, management);
  }

  private static Map<String, String> ports(int port, int management) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("quarkus.http.host", LOOPBACK);
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("quarkus.management.host", LOOPBACK);
    settings.put("quarkus.management.port", Integer.toString(management));
    return settings;
  }

  private static Service service(
      String role,
      Path jar,
      Map<String, String> settings,
      StateFolder state,
      int port,
      int management) {
    return new Service(
        role,
        jar,
        settings,
        state.logs().resolve(role + ".log"),
        base(port),
        base(management).resolve("/q/health/ready"));
  }

  private static URI base(int port) {
    return URI.create("http://" + LOOPBACK + ":" + port);
  }
}
