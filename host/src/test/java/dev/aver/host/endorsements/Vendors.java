// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import com.fasterxml.jackson.core.JsonFactory;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.host.config.TestConfig;
import dev.aver.software.SoftwareTee;
import dev.aver.software.snp.SnpGuest;
import dev.aver.software.snp.SnpMachine;
import dev.aver.software.snp.SnpShape;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import dev.aver.software.tdx.TdxMachine;
import dev.aver.software.tdx.TdxShape;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;

/** AMD's and Intel's services in a process of their own, and machines that they know. */
public final class Vendors implements AutoCloseable {
  /** Kept between runs: an SNP machine's keys take seconds. */
  private static final Path MACHINES = Path.of("target/software-tee").toAbsolutePath();

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Bytes MEASUREMENT = Bytes.of(new byte[48]);
  public static final Bytes REPORT_DATA = Bytes.utf8("0123456789abcdef".repeat(4));

  /** A machine in software that the services know. */
  public final SnpMachine snp;

  final Path anchor;
  private final Process process;
  private final URI base;
  private final HttpClient http = HttpClient.newHttpClient();

  private Vendors(Path folder) throws IOException {
    snp = snp(SigningKey.VCEK);
    anchor = folder.resolve("anchors.pem");
    Files.writeString(anchor, snp.anchorPem() + tdx(PckIssuer.PLATFORM).anchorPem());
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    process =
        new ProcessBuilder(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath(SoftwareTee.class, Bytes.class, JsonFactory.class, ASN1Integer.class),
                "dev.aver.software.service.Main",
                MACHINES.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = process.inputReader().readLine();
    base = URI.create("http://127.0.0.1:" + said.substring("port ".length()));
  }

  /** Starts them; {@code folder} is for the file of roots. */
  public static Vendors start(Path folder) throws IOException {
    return new Vendors(folder);
  }

  /** Where these classes come from, whoever has loaded them here. */
  static String classPath(Class<?>... classes) {
    return Stream.of(classes)
        .map(type -> type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(location -> Path.of(URI.create(location.toString())).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  static SnpMachine snp(SigningKey signer) throws IOException {
    return snp(signer, 5);
  }

  /** With reports of this version. */
  static SnpMachine snp(SigningKey signer, int version) throws IOException {
    var terms =
        new SnpMachine.Terms(SnpShape.GENOA, version, signer, SnpGuest.measured(MEASUREMENT));
    return SnpMachine.open(MACHINES, Clock.systemUTC(), RANDOM, terms, said -> {});
  }

  static TdxMachine tdx(PckIssuer issuer) throws IOException {
    var terms = new TdxMachine.Terms(TdxShape.V5_TD_15, issuer, MEASUREMENT);
    return TdxMachine.open(MACHINES, Clock.systemUTC(), RANDOM, terms);
  }

  /** The relay's keys for these services, with more of them, or others. */
  public Map<String, String> settings(Path directory, String... more) {
    var settings = new HashMap<String, String>();
    settings.put("aver.endorsements.directory", directory.toString());
    settings.put("aver.endorsements.amd", base.toString());
    settings.put("aver.endorsements.intel", base.toString().replace("127.0.0.1", "localhost"));
    settings.put(
        "aver.endorsements.intel-root-crl",
        settings.get("aver.endorsements.intel") + "/IntelSGXRootCA.der");
    settings.put("aver.endorsements.hosts", "127.0.0.1,localhost");
    settings.put("aver.endorsements.software-anchor", anchor.toString());
    for (var i = 0; i < more.length; i += 2) {
      settings.put("aver.endorsements." + more[i], more[i + 1]);
    }
    return settings;
  }

  EndorsementStore store(Path directory, Time time, String... more) {
    var config = TestConfig.of(settings(directory, more)).endorsements();
    return Completion.store(config, directory, time);
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(base.resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /** Paths that begin so behave like this from now on. */
  void tell(String path, String behaviour) throws IOException, InterruptedException {
    var encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
    get("/control/behaviour?path=" + encoded + "&is=" + behaviour);
  }

  /** What was asked so far, by anybody. */
  List<String> asked() throws IOException, InterruptedException {
    return get("/control/requests")
        .lines()
        .filter(line -> !line.isEmpty())
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .toList();
  }

  @Override
  public void close() throws IOException {
    http.close();
    process.getOutputStream().close(); // it ends with its input
    process.destroy();
  }
}
