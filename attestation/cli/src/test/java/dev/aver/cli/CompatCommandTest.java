// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code aver compat} as a script meets it. */
final class CompatCommandTest {
  private static final String REQUEST =
      "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}],"
          + "\"max_tokens\":100,\"temperature\":0.7}";
  private static final String REQUEST_HASH =
      "518071669916f21ebe71756acd3cb409221f13662c2ed6c0bd3e2e15ce12c786";

  @TempDir Path folder;

  private static KeyPair key() throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static String answer(KeyPair key) throws Exception {
    var output = Hashes.keccak256(Bytes.utf8("Hi")).bytes();
    var time = Bytes.of(ByteBuffer.allocate(32).putLong(24, 1_747_000_000L).array());
    var signer = Signature.getInstance("RSASSA-PSS");
    signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signer.initSign(key.getPrivate());
    signer.update(Hashes.keccak256(Bytes.fromHex(REQUEST_HASH), output, time).bytes().toArray());
    return "{\"model\":\"gpt-4.1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
        + "\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}],\"tee_request_hash\":\""
        + REQUEST_HASH
        + "\",\"tee_output_hash\":\""
        + output.hex()
        + "\",\"tee_timestamp\":1747000000,\"tee_id\":\""
        + Hashes.keccak256(Bytes.of(key.getPublic().getEncoded()))
        + "\",\"tee_signature\":\""
        + Bytes.of(signer.sign()).base64()
        + "\"}";
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path pem(KeyPair key) throws Exception {
    var text = Base64.getMimeEncoder().encodeToString(key.getPublic().getEncoded());
    return write("key.pem", "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n");
  }

  @Test
  void anAnswerOfOpenGradientHoldsAndIsCalledNothingElse() throws Exception {
    var key = key();
    var answer = write("answer.json", answer(key));
    var request = write("request.json", REQUEST);
    var run = Run.of("compat", "opengradient", answer, "--key", pem(key), "--request", request);
    assertEquals(0, run.status(), run.out() + run.err());
    assertEquals(
        "compatibility profile opengradient: holds; not a verdict of Aver", run.firstLine());
    assertTrue(run.out().contains("this does not show: that any model computed the answer"));
    assertFalse(run.out().contains("verified"));
    var json = Run.of("compat", "opengradient", answer, "--key", pem(key), "--json");
    assertTrue(json.out().startsWith("{\"type\":\"aver/compat/v1\""), json.out());
    assertEquals(1, Run.of("verify", answer).status());
  }

  @Test
  void anAnswerOfAnotherKeyIsRefused() throws Exception {
    var answer = write("answer.json", answer(key()));
    var run = Run.of("compat", "opengradient", answer, "--key", pem(key()));
    assertEquals(1, run.status());
    assertTrue(run.out().contains("OPENGRADIENT_SIGNATURE"), run.out());
  }

  @Test
  void aNitroDocumentIsRefusedByItsContentAndAMissingOneByUsage() throws Exception {
    var garbage = write("garbage.bin", "no document");
    assertEquals(1, Run.of("compat", "nitro", garbage).status());
    assertEquals(2, Run.of("compat", "nitro", folder.resolve("missing")).status());
    assertEquals(2, Run.of("compat", "nitro", garbage, "--pcr", "0=zz").status());
    assertEquals(2, Run.of("compat", "nitro", garbage, "--root", garbage).status());
    assertEquals(2, Run.of("compat").status());
  }

  @Test
  void verifySaysWhereANitroDocumentBelongs() throws Exception {
    var start =
        Base64.getEncoder().encodeToString(new byte[] {(byte) 0x84, 0x44, (byte) 0xa1, 1, 0});
    var run = Run.of("verify", write("document.txt", start));
    assertEquals(1, run.status());
    assertTrue(run.lastLine().contains("./aver compat nitro"), run.out());
  }
}
