// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.ledger;

import dev.aver.attestation.bytes.Bytes;
import java.nio.file.Path;
import java.util.Random;

/**
 * A process that appends to a log until it is killed: {@code folder seed}. It prints {@code durable
 * n} after each append and {@code attested n} after each checkpoint with its evidence.
 */
final class KilledWriter {
  private KilledWriter() {}

  public static void main(String[] arguments) throws Exception {
    var enclave = TestEnclave.of(1);
    var random = new Random(Long.parseLong(arguments[1]));
    try (var log = EnclaveLog.open(Path.of(arguments[0]), enclave.keyset())) {
      var before = log.newest();
      var tick = before.isPresent() ? before.get().issuedAt() - TestEnclave.BORN * 1000 : 0;
      while (true) {
        var count = 1 + random.nextInt(random.nextBoolean() ? 4 : 700);
        var durable = log.append(log.durable(), TestEnclave.entries(log.durable(), count));
        System.out.println("durable " + durable + ".");
        if (random.nextInt(3) == 0) {
          tick++;
          var root = log.root(durable);
          var checkpoint = enclave.checkpoint(durable, root, tick);
          log.store(checkpoint);
          log.attest(durable, root, checkpoint.issuedAt(), evidence(durable));
          System.out.println("attested " + durable + ".");
        }
      }
    }
  }

  /** Of some size, so that writing it takes some time. */
  static Bytes evidence(long size) {
    return Bytes.utf8(("evidence of " + size + " ").repeat(1000));
  }
}
