// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.software.service.Behaviour.Kind;
import dev.aver.software.tdx.PckTerms.PckIssuer;
import dev.aver.software.tdx.Provisioning;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/**
 * {@code /sgx/certification/v4/…}, {@code /tdx/certification/v4/…} and the root's list
 * (attestation.md, 3.3), with issuer chains percent-encoded in headers. The root's list is also
 * where caching services have it, as hex.
 */
final class IntelPaths {
  private static final int FMSPC = 6;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final String JSON = "application/json";
  private static final String CRL = "application/pkix-crl";

  private final Provisioning current;

  IntelPaths(Path directory, Clock clock) {
    this.current = new Provisioning(directory, clock);
  }

  Answer answer(Question question, Kind behaviour) throws IOException {
    if (!current.exists()) {
      return Answer.refused(NOT_FOUND);
    }
    var said = behaviour == Kind.EXPIRED ? current.expired() : current;
    return switch (String.join("/", question.path())) {
      case "sgx/certification/v4/pckcrl" -> pckCrl(said, question);
      case "sgx/certification/v4/rootcacrl" -> Answer.ok(CRL, Bytes.utf8(said.rootCrl().hex()));
      case "IntelSGXRootCA.der" -> Answer.ok(CRL, said.rootCrl());
      case "tdx/certification/v4/tcb" -> tcb(said, question, behaviour);
      case "tdx/certification/v4/qe/identity" ->
          Answer.ok(JSON, said.qeIdentity())
              .with("SGX-Enclave-Identity-Issuer-Chain", encoded(said.signerChain()));
      default -> Answer.refused(NOT_FOUND);
    };
  }

  private static Answer pckCrl(Provisioning said, Question question) throws IOException {
    var ca = question.parameter("ca", "");
    for (var issuer : PckIssuer.values()) {
      if (issuer.text().equals(ca) && question.parameter("encoding", "").equals("der")) {
        return Answer.ok(CRL, said.pckCrl(issuer))
            .with("SGX-PCK-CRL-Issuer-Chain", encoded(said.issuerChain(issuer)));
      }
    }
    return Answer.refused(BAD_REQUEST);
  }

  private static Answer tcb(Provisioning said, Question question, Kind behaviour)
      throws IOException {
    Bytes fmspc;
    try {
      fmspc = Bytes.fromHex(question.parameter("fmspc", "").toLowerCase(Locale.ROOT));
    } catch (Rejected e) {
      return Answer.refused(BAD_REQUEST);
    }
    if (fmspc.size() != FMSPC) {
      return Answer.refused(BAD_REQUEST);
    }
    if (behaviour == Kind.FOREIGN) {
      return signed(said, said.foreignTcbInfo());
    }
    var body = said.tcbInfo(fmspc);
    return body.isPresent() ? signed(said, body.get()) : Answer.refused(NOT_FOUND);
  }

  private static Answer signed(Provisioning said, Bytes body) throws IOException {
    return Answer.ok(JSON, body).with("TCB-Info-Issuer-Chain", encoded(said.signerChain()));
  }

  /** Blanks as %20: a plus sign is a digit of base64. */
  private static String encoded(String pem) {
    return URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
  }
}
