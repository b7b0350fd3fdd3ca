// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.compat;

import java.util.List;
import java.util.stream.Stream;

/** Another system whose documents are read, and what one that holds is worth. */
public final class Profile {
  /** An AWS Nitro Enclaves attestation document. */
  public static final Profile AWS_NITRO =
      new Profile(
          "aws-nitro",
          List.of("format", "chain", "time", "signature", "not-debug"),
          List.of("pcrs", "nonce"),
          List.of(
              "AWS's Nitro hypervisor signed these registers, this nonce and these data of an enclave"),
          List.of(
              "anything about Aver's keys, models or receipts: the document names none",
              "that the registers are of any particular image, unless they were demanded",
              "that the enclave still runs: the document has a time, and a nonce if one was sent",
              "that no AWS certificate was revoked: no list was looked at"));

  /** What a gateway of OpenGradient signed about one answer. */
  public static final Profile OPENGRADIENT =
      new Profile(
          "opengradient",
          List.of("format", "key", "tee-id", "signature", "output-hash"),
          List.of("request-hash", "nitro", "key-binding", "tls-binding"),
          List.of(
              "the holder of this RSA key signed two hashes and a time, and one hash is of this answer"),
          List.of(
              "that any model computed the answer: the gateway forwards to a vendor, who is named by a"
                  + " label",
              "that the key lives in an enclave, unless its Nitro document was given and holds",
              "that the answer is fresh or was not shown before: the signed message has no nonce",
              "tokens, prices, images, citations and whatever else is not in the two hashes"));

  private final String text;
  private final List<String> required;
  private final List<String> optional;
  private final List<String> proves;
  private final List<String> doesNotProve;

  private Profile(
      String text,
      List<String> required,
      List<String> optional,
      List<String> proves,
      List<String> doesNotProve) {
    this.text = text;
    this.required = required;
    this.optional = optional;
    this.proves = proves;
    this.doesNotProve = doesNotProve;
  }

  /** The name. */
  public String text() {
    return text;
  }

  /** All checks in their order. */
  List<String> checks() {
    return Stream.concat(required.stream(), optional.stream()).toList();
  }

  /** The checks without which a document does not hold; the others depend on what was given. */
  List<String> required() {
    return required;
  }

  /** What a document that holds shows, in sentences. */
  public List<String> proves() {
    return proves;
  }

  /** What even a document that holds leaves open. */
  public List<String> doesNotProve() {
    return doesNotProve;
  }
}
