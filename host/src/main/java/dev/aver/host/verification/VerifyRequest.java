// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.verification;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.TrustAnchors;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.log.VerifierKey;
import dev.aver.attestation.policy.AppraisalPolicy;
import dev.aver.attestation.policy.ReferenceValues;
import dev.aver.attestation.result.AttestationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a body asks to be verified, and how: a document as it is, or wrapped as {@code
 * {"document":…}} or {@code {"report","vek","ask","ark","crl"}} with what the caller knows and
 * demands. A document may be wrapped as JSON or, where its very bytes matter, as a string.
 *
 * @param form what the document is
 * @param document the bytes to verify
 * @param options how; anchors that the caller names count for this call only
 */
record VerifyRequest(Form form, Bytes document, Verification options) {
  /** What the document is. */
  enum Form {
    /** Evidence or a proof. */
    BUNDLE,
    /** A bare report with its endorsements. */
    REPORT
  }

  /** A bundle of 1 MiB and its wrapper with policy and anchors. */
  static final int MAX_BODY = 2 << 20;

  /** Our documents' depth and the wrapper's. */
  private static final int DEPTH = JsonReader.DOCUMENT_DEPTH + 1;

  private static final List<String> ENDORSED_REPORT = List.of("report", "vek", "ask", "ark", "crl");
  private static final int MOST_KEYS = 64;

  /**
   * Reads a body.
   *
   * @param defaults what holds where the caller says nothing
   * @throws Rejected what the caller names cannot be read
   */
  static VerifyRequest of(Bytes body, Verification defaults) throws Rejected {
    Json json;
    try {
      json = JsonReader.read(body, MAX_BODY, DEPTH);
    } catch (Rejected malformed) {
      // The verifier says what is wrong with it, in the form of a result.
      return new VerifyRequest(Form.BUNDLE, body, defaults);
    }
    if (!(json instanceof Json.Obj object) || !isWrapper(object)) {
      return new VerifyRequest(Form.BUNDLE, body, defaults);
    }
    var members = Members.of(object, "request");
    var form = members.has("document") ? Form.BUNDLE : Form.REPORT;
    var document = form == Form.BUNDLE ? wrapped(members) : report(members);
    var options = options(members, defaults);
    members.end();
    return new VerifyRequest(form, document, options);
  }

  /** The verdict. */
  AttestationResult verify() {
    return switch (form) {
      case BUNDLE -> Verifier.verify(document, options);
      case REPORT -> Verifier.verifyReport(document, options);
    };
  }

  private static boolean isWrapper(Json.Obj body) {
    return body.get("type") == null && (body.get("document") != null || body.get("report") != null);
  }

  private static Bytes wrapped(Members members) throws Rejected {
    return members.required("document") instanceof Json.Str(String text)
        ? Bytes.utf8(text)
        : Bytes.utf8(JsonWriter.write(members.required("document")));
  }

  /** The members of a bare report, which the verifier reads as a document of its own. */
  private static Bytes report(Members members) {
    var report = Json.object();
    for (var name : ENDORSED_REPORT) {
      members.optional(name).ifPresent(value -> report.put(name, value));
    }
    return Bytes.utf8(JsonWriter.write(report.build()));
  }

  private static Verification options(Members members, Verification defaults) throws Rejected {
    var options = defaults;
    if (members.has("trustAnchors")) {
      options = options.with(TrustAnchors.vendor().withSoftware(anchors(members)));
    }
    if (members.has("policy")) {
      options = options.with(AppraisalPolicy.parse(members.required("policy")));
    }
    if (members.has("referenceValues")) {
      options = options.with(ReferenceValues.parse(members.required("referenceValues")));
    }
    if (members.has("nonce")) {
      options = options.withNonce(members.digest("nonce"));
    }
    if (members.has("at")) {
      options = options.judgedAt(members.integer("at", 0, Members.MAX_INTEGER));
    }
    if (members.has("journals")) {
      options = options.withJournals(keys(members, "journals"));
    }
    if (members.has("witnesses") || members.has("quorum")) {
      options = options.withWitnesses(keys(members, "witnesses"), quorum(members));
    }
    return options;
  }

  private static List<Bytes> anchors(Members members) throws Rejected {
    return strings(members, "trustAnchors").stream().map(Bytes::utf8).toList();
  }

  private static List<VerifierKey> keys(Members members, String name) throws Rejected {
    var keys = new ArrayList<VerifierKey>();
    for (var text : strings(members, name)) {
      keys.add(VerifierKey.parse(text));
    }
    return keys;
  }

  private static OptionalInt quorum(Members members) throws Rejected {
    return members.has("quorum")
        ? OptionalInt.of((int) members.integer("quorum", 1, MOST_KEYS))
        : OptionalInt.empty();
  }

  private static List<String> strings(Members members, String name) throws Rejected {
    var strings = new ArrayList<String>();
    for (var element : members.has(name) ? members.array(name) : List.<Json>of()) {
      if (!(element instanceof Json.Str(String text))) {
        throw new Rejected(Reason.FIELD_TYPE, "request." + name + " holds more than strings");
      }
      strings.add(text);
    }
    if (strings.size() > MOST_KEYS) {
      throw new Rejected(Reason.FIELD_RANGE, "request." + name + " is longer than " + MOST_KEYS);
    }
    return strings;
  }
}
