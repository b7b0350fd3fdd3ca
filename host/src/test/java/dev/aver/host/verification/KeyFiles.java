// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Verifier keys as OpenSSL writes them, born for one test. */
public final class KeyFiles {
  private KeyFiles() {}

  /** A new key of this curve in {@code file}. */
  public static Path write(Path file, String curve, String permissions) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      var der = generator.generateKeyPair().getPrivate().getEncoded();
      var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      var label = " PRIVATE KEY-----\n";
      Files.writeString(file, "-----BEGIN" + label + base64 + "\n-----END" + label);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
