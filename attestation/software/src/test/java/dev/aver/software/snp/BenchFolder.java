// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.snp;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A folder with a Genoa machine, made without keys of its own, for tests of other packages. */
public final class BenchFolder {
  private BenchFolder() {}

  /** Makes the machine at this time; its chip id. */
  public static Bytes genoa(Path directory, Instant at) throws IOException {
    var terms = new SnpMachine.Terms(SnpShape.GENOA, 5, SigningKey.VCEK, Bench.GUEST);
    return Bench.open(directory, at, terms).authorities.chip().id();
  }
}
