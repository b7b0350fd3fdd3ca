// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat.opengradient;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.LinkedHashMap;
import java.util.List;

/** A gateway with a key that lives as long as a test. */
final class GatewaySample {
  private final KeyPair keys;

  GatewaySample() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Bytes key() {
    return Bytes.of(keys.getPublic().getEncoded());
  }

  Bytes userData(Bytes tlsCertificate) {
    var prefix = Bytes.of((byte) 0x12, (byte) 0x20);
    return Bytes.concat(
        prefix, Hashes.sha256(tlsCertificate).bytes(), prefix, Hashes.sha256(key()).bytes());
  }

  /** An answer that was not streamed. */
  Bytes answer(String requestHash, String text, long timestamp) {
    var message = Json.object().put("role", "assistant").put("content", text).build();
    var choice =
        Json.object().put("index", 0).put("message", message).put("finish_reason", "stop").build();
    var answer = Json.object().put("choices", Json.array(List.of(choice)));
    return Bytes.utf8(JsonWriter.write(signed(answer, requestHash, text, timestamp)));
  }

  String stream(String requestHash, List<String> pieces, long timestamp) {
    var stream = new StringBuilder();
    for (var piece : pieces) {
      stream.append(event(Json.object().put("content", piece).build()));
    }
    var end = Json.object().put("choices", choices(Json.object().build(), "stop"));
    return stream
        .append(end(signed(end, requestHash, String.join("", pieces), timestamp)))
        .toString();
  }

  String streamOfCall(String requestHash, List<String> arguments, long timestamp) {
    var stream = new StringBuilder();
    for (var piece : arguments) {
      var function = Json.object().put("arguments", piece);
      var call = Json.object().put("index", 0).put("type", "function");
      if (stream.isEmpty()) {
        call.put("id", "call_1");
        function.put("name", "f");
      }
      var delta = Json.array(List.of(call.put("function", function.build()).build()));
      stream.append(event(Json.object().put("tool_calls", delta).build()));
    }
    var output =
        "[{\"function\": {\"arguments\": \""
            + String.join("", arguments).replace("\"", "\\\"")
            + "\", \"name\": \"f\"}, \"id\": \"call_1\", \"type\": \"function\"}]";
    var end = Json.object().put("choices", choices(Json.object().build(), "tool_calls"));
    return stream.append(end(signed(end, requestHash, output, timestamp))).toString();
  }

  private static String event(Json delta) {
    var choice = Json.array(List.of(Json.object().put("delta", delta).put("index", 0).build()));
    return "data: " + JsonWriter.write(Json.object().put("choices", choice).build()) + "\n\n";
  }

  private static String end(Json.Obj signed) {
    return "data: " + JsonWriter.write(signed) + "\n\ndata: [DONE]\n\n";
  }

  private static Json choices(Json delta, String finish) {
    return Json.array(
        List.of(
            Json.object()
                .put("delta", delta)
                .put("index", 0)
                .put("finish_reason", finish)
                .build()));
  }

  private Json.Obj signed(Json.Builder answer, String requestHash, String output, long timestamp) {
    var outputHash = Hashes.keccak256(Bytes.utf8(output)).bytes();
    return answer
        .put("model", "gpt-4.1")
        .put("tee_signature", sign(requestHash, outputHash, timestamp))
        .put("tee_request_hash", requestHash)
        .put("tee_output_hash", outputHash.hex())
        .put("tee_timestamp", timestamp)
        .put("tee_id", Hashes.keccak256(key()).toString())
        .build();
  }

  private String sign(String requestHash, Bytes outputHash, long timestamp) {
    try {
      var time = ByteBuffer.allocate(32).putLong(24, timestamp).array();
      var message =
          Hashes.keccak256(Bytes.fromHex(requestHash), outputHash, Bytes.of(time)).bytes();
      var signer = Signature.getInstance("RSASSA-PSS");
      signer.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      signer.initSign(keys.getPrivate());
      signer.update(message.toArray());
      return Bytes.of(signer.sign()).base64();
    } catch (GeneralSecurityException | dev.aver.attestation.Rejected e) {
      throw new IllegalStateException(e);
    }
  }

  static Json.Obj with(Json.Obj object, String name, Json value) {
    var members = new LinkedHashMap<>(object.members());
    members.put(name, value);
    return new Json.Obj(members);
  }
}
