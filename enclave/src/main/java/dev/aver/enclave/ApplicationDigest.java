// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import dev.aver.attestation.bytes.Digest;
import dev.aver.enclave.identity.ApplicationFiles;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The digest of the running application's files, made once per process on its own thread: a second
 * of hashing that nobody has to wait for, because the model loads meanwhile.
 */
final class ApplicationDigest {
  private static final FutureTask<Digest> DIGEST =
      new FutureTask<>(
          () ->
              ApplicationFiles.digest(
                  ApplicationFiles.folder(
                      ApplicationDigest.class, System.getProperty("java.class.path", ""))));

  private ApplicationDigest() {}

  /** Starts hashing, unless somebody has. */
  static void begin() {
    if (!DIGEST.isDone()) {
      Thread.ofPlatform().daemon().name("aver-application-digest").start(DIGEST);
    }
  }

  /** The digest. */
  static Digest await() throws IOException, InterruptedException {
    DIGEST.run(); // here and now, unless it is running or done
    try {
      return DIGEST.get();
    } catch (ExecutionException e) {
      throw new IOException("the application's own files cannot be hashed", e);
    }
  }
}
