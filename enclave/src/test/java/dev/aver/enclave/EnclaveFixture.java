// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** A client of the enclave under test. */
abstract class EnclaveFixture {
  @TestHTTPResource URI base;
  EnclaveClient client;

  @BeforeEach
  void connect() {
    client = new EnclaveClient(base);
  }
}
