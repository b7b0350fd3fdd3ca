// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.test.common.QuarkusTestResource;
import org.junit.jupiter.api.BeforeEach;

/** A client of an enclave with its chat model, and tests only where there is that model. */
@QuarkusTestResource(ChatResource.class)
abstract class ChatFixture extends EnclaveFixture {
  static final String PATH = "/v1/chat/completions";

  @BeforeEach
  void requireModel() {
    ChatFiles.require();
  }
}
