// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.SnpEndorsements;
import dev.aver.host.endorsements.Unavailable.Why;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The vendors' services in another process, for a class of tests, and an empty cache for each. */
abstract class VendorFixture {
  static final String AMD_LIST = "/vcek/v1/Genoa/crl";

  @TempDir static Path shared;
  static Vendors vendors;

  @TempDir Path cache;
  final MovedTime time = new MovedTime();

  @BeforeAll
  static void start() throws IOException {
    vendors = Vendors.start(shared);
  }

  @AfterAll
  static void stop() throws IOException {
    vendors.close();
  }

  @AfterEach
  void behave() throws Exception {
    for (var path : List.of("/vcek/", AMD_LIST, "/tdx/", "/sgx/")) {
      vendors.tell(path, "good");
    }
  }

  EndorsementStore store(String... more) {
    return vendors.store(cache, time, more);
  }

  static Bytes report() {
    return vendors.snp.report(Vendors.REPORT_DATA);
  }

  static Bytes quote() throws IOException {
    return Vendors.tdx(PckIssuer.PLATFORM).report(Vendors.REPORT_DATA);
  }

  static SnpEndorsements snp(EndorsementStore store) throws Exception {
    return store.snp(report(), Optional.empty());
  }

  static Why refused(Callable<?> asking) {
    return assertThrows(Unavailable.class, asking::call).why();
  }

  /** The files of the cache. */
  List<String> kept() throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (var files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
