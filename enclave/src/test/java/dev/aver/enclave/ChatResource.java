// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Gives the enclave under test its chat model, where there is one. */
public class ChatResource implements QuarkusTestResourceLifecycleManager {
  @Override
  public Map<String, String> start() {
    return ChatFiles.find()
        .map(
            folder ->
                Map.of(
                    "aver.chat.model",
                    "smollm2-135m-instruct",
                    "aver.chat.directory",
                    folder.toString(),
                    "aver.chat.waiting",
                    "2",
                    "aver.chat.context",
                    "1024"))
        .orElse(Map.of());
  }

  @Override
  public void stop() {
    // Files stay in the cache.
  }
}
