// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.Finding;
import dev.aver.attestation.tdx.CollateralVerifier;
import dev.aver.attestation.tdx.collateral.PcsResponse;
import dev.aver.attestation.tdx.collateral.TdxCollateral;
import dev.aver.host.endorsements.Unavailable.Why;
import dev.aver.host.endorsements.VendorHttp.Fetched;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;

/**
 * The documents of Intel's provisioning service for one platform model and CA (attestation.md,
 * 3.3). They are fetched, checked and kept together: old and new ones mixed would each be valid and
 * still be a replay.
 */
final class IntelDocuments {
  private static final int MAX_BUNDLE = 4 << 20;

  private final URI base;
  private final URI rootCrl;
  private final VendorHttp http;
  private final TrustAnchors anchors;
  private final Shelf shelf;

  IntelDocuments(URI base, URI rootCrl, VendorHttp http, TrustAnchors anchors, Shelf shelf) {
    this.base = base;
    this.rootCrl = rootCrl;
    this.http = http;
    this.anchors = anchors;
    this.shelf = shelf;
  }

  /**
   * The nine documents.
   *
   * @param fmspc 6 bytes
   * @param ca {@code platform} or {@code processor}
   */
  TdxCollateral collateral(Bytes fmspc, String ca) throws Unavailable, InterruptedException {
    var wanted =
        new Document(
            "intel-" + fmspc.hex() + "-" + ca,
            () -> fetch(fmspc, ca),
            (bundle, now) -> check(parse(bundle), fmspc, now));
    try {
      return parse(shelf.get(wanted));
    } catch (Rejected e) {
      throw new IllegalStateException(e); // it has passed its check
    }
  }

  private static TdxCollateral parse(Bytes bundle) throws Rejected {
    return TdxCollateral.parse(JsonReader.document(bundle, MAX_BUNDLE));
  }

  private Bytes fetch(Bytes fmspc, String ca) throws Unavailable, InterruptedException {
    var tcb = get("/tdx/certification/v4/tcb?fmspc=" + fmspc.hex().toUpperCase(Locale.ROOT));
    var qe = get("/tdx/certification/v4/qe/identity");
    var pck = get("/sgx/certification/v4/pckcrl?ca=" + ca + "&encoding=der");
    var root = http.get(rootCrl);
    try {
      var info = PcsResponse.parse(tcb.body(), "tcbInfo", Reason.TCB_INFO_FORMAT);
      var identity = PcsResponse.parse(qe.body(), "enclaveIdentity", Reason.QE_IDENTITY_FORMAT);
      var bundle =
          new TdxCollateral(
              chain(pck, "sgx-pck-crl-issuer-chain"),
              root.body().hex(),
              pck.body().hex(),
              chain(tcb, "tcb-info-issuer-chain"),
              info.document(),
              info.signature(),
              chain(qe, "sgx-enclave-identity-issuer-chain"),
              identity.document(),
              identity.signature());
      return Bytes.utf8(JsonWriter.write(bundle.toJson()));
    } catch (Rejected e) {
      throw new Unavailable(Why.NOT_VERIFIED, e.toString());
    }
  }

  private Fetched get(String path) throws Unavailable, InterruptedException {
    return http.get(URI.create(base + path));
  }

  private static String chain(Fetched answer, String header) throws Rejected, Unavailable {
    var encoded = answer.header(header);
    if (encoded.isEmpty()) {
      throw new Unavailable(Why.NOT_VERIFIED, "no header " + header);
    }
    return PcsResponse.issuerChain(encoded.get(), Reason.ENDORSEMENT_PARSE);
  }

  private long check(TdxCollateral collateral, Bytes fmspc, long now) throws Rejected {
    var result = CollateralVerifier.verify(collateral, now, anchors);
    for (var finding : result.findings()) {
      if (finding instanceof Finding.Failure failure) {
        throw new Rejected(failure.reason(), finding.toString());
      }
    }
    if (!Json.of(fmspc.hex()).equals(result.claims().get("fmspc"))) {
      throw new Rejected(Reason.FMSPC_MISMATCH, "TCB info of another platform");
    }
    if (result.claims().get("earliest_next_update") instanceof Json.Str(String end)) {
      return Instant.parse(end).toEpochMilli();
    }
    throw new Rejected(Reason.TCB_INFO_FORMAT, "no end of validity");
  }
}
