// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  private static final Bytes DER = Bytes.of((byte) 0x30, (byte) 0);

  @Test
  void what_is_encoded_is_decoded() throws Exception {
    var text = Pem.encode(DER) + "\r\n\n" + Pem.encode(DER);
    assertEquals(
        List.of(DER, DER), Pem.certificates(Bytes.utf8(text), 2, Reason.ENDORSEMENT_PARSE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----END CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE----- x",
        "x -----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----"
      })
  void anything_else_is_refused(String text) {
    var rejected =
        assertThrows(
            Rejected.class, () -> Pem.certificates(Bytes.utf8(text), 2, Reason.ENDORSEMENT_PARSE));
    assertEquals(Reason.ENDORSEMENT_PARSE, rejected.reason());
  }
}
