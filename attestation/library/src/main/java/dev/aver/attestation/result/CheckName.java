// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.result;

import java.util.Arrays;
import java.util.Optional;

/**
 * The checks of a verification in the order of formats.md, 8, each with what it means that one was
 * left out.
 */
public enum CheckName {
  /** The document is one JSON value within its limits. */
  JSON("json", Need.ALWAYS),
  /** The proof has its members, and none without the one it rests on. */
  PROOF_FORMAT("proof.format", Need.ALWAYS),
  /** The evidence has its members in their spellings. */
  EVIDENCE_FORMAT("evidence.format", Need.ALWAYS),
  /** The manifests are the keyset's, and accepted ones. */
  KEYSET_MODELS("keyset.models", Need.ALWAYS),
  /** The build record is the keyset's, and an accepted one. */
  KEYSET_BUILD("keyset.build", Need.ALWAYS),
  /** The configuration is the keyset's, and an accepted one. */
  KEYSET_CONFIGURATION("keyset.configuration", Need.ALWAYS),
  /** The key configuration for sealed requests, where there is one, is the keyset's. */
  KEYSET_SEAL_KEY("keyset.sealKey", Need.IF_PRESENT),
  /** The keyset is valid at the time of verification, and of an accepted lifetime. */
  KEYSET_VALIDITY("keyset.validity", Need.ALWAYS),
  /** Form of the report or quote. */
  HARDWARE_1("hardware.1", Need.ALWAYS),
  /** SNP: kind of the endorsement key; TDX: certificate chain. */
  HARDWARE_2("hardware.2", Need.ALWAYS),
  /** SNP: certificate chain; TDX: revocation. */
  HARDWARE_3("hardware.3", Need.ALWAYS),
  /** SNP: revocation; TDX: TCB info and QE identity. */
  HARDWARE_4("hardware.4", Need.FOR_VERIFIED),
  /** SNP: extensions and product; TDX: quoting enclave. */
  HARDWARE_5("hardware.5", Need.ALWAYS),
  /** The hardware's signature over the report or quote. */
  HARDWARE_6("hardware.6", Need.ALWAYS),
  /** SNP: binding to certificate and chip, order of TCBs; TDX: TCB levels. */
  HARDWARE_7("hardware.7", Need.ALWAYS),
  /** The relying party's demands on the hardware. */
  HARDWARE_8("hardware.8", Need.FOR_VERIFIED),
  /** The named kind of TEE agrees with the root that the chain ended in, and is accepted. */
  HARDWARE_TEE("hardware.tee", Need.ALWAYS),
  /** The left half of the signed 64 bytes is the enclave. */
  REPORT_DATA("report_data", Need.ALWAYS),
  /** Every fact leads to the right half. */
  FACTS_PATH("facts.path", Need.ALWAYS),
  /** One of the facts is the verifier's own nonce, where it sent one. */
  FACTS_NONCE("facts.nonce", Need.IF_PRESENT),
  /** The receipt names this enclave. */
  RECEIPT_ENCLAVE("receipt.enclave", Need.ALWAYS),
  /** The receipt is signed by the keyset's receiptSigner. */
  RECEIPT_SIGNATURE("receipt.signature", Need.ALWAYS),
  /** The receipt was issued in the life of the keyset. */
  RECEIPT_TIME("receipt.time", Need.ALWAYS),
  /** The receipt's model is one of the keyset's. */
  RECEIPT_MODEL("receipt.model", Need.ALWAYS),
  /** The disclosed request is the one committed to. */
  OPENING_REQUEST("opening.request", Need.IF_PRESENT),
  /** The disclosed response is the one committed to. */
  OPENING_RESPONSE("opening.response", Need.IF_PRESENT),
  /** The disclosed canonical input is the one committed to. */
  OPENING_INPUT("opening.input", Need.IF_PRESENT),
  /** The disclosed canonical output is the one committed to. */
  OPENING_OUTPUT("opening.output", Need.IF_PRESENT),
  /** The disclosed effective parameters are the ones committed to. */
  OPENING_PARAMETERS("opening.parameters", Need.IF_PRESENT),
  /** The log's checkpoint is a note of the keyset's noteKey. */
  CHECKPOINT_NOTE("checkpoint.note", Need.IF_PRESENT),
  /** The same size and root are signed by the keyset's receiptSigner. */
  CHECKPOINT_SIGNATURE("checkpoint.signature", Need.IF_PRESENT),
  /** The receipt is the entry of its sequence in that log. */
  CHECKPOINT_INCLUSION("checkpoint.inclusion", Need.IF_PRESENT),
  /** That or a later consistent checkpoint is a fact of the evidence. */
  CHECKPOINT_ATTESTED("checkpoint.attested", Need.IF_PRESENT),
  /** The journal's note is of a journal that the verifier knows. */
  JOURNAL_NOTE("journal.note", Need.IF_PRESENT),
  /** That or a later consistent checkpoint is an entry of the journal. */
  JOURNAL_INCLUSION("journal.inclusion", Need.IF_PRESENT),
  /** A quorum of the verifier's witnesses cosigned the journal's note, in time. */
  JOURNAL_WITNESSED("journal.witnessed", Need.IF_PRESENT),
  /** The journal's root was seen on the chain: never from a file. */
  ANCHOR_CHAIN("anchor.chain", Need.IF_PRESENT);

  /** What it means that a check was skipped although nothing before it failed. */
  enum Need {
    /** Nothing is believed without it. */
    ALWAYS,
    /** Authentic without it, but not verified: it is missing a policy or a revocation list. */
    FOR_VERIFIED,
    /** Nothing: there was nothing to check. */
    IF_PRESENT
  }

  private final String text;
  private final Need need;

  CheckName(String text, Need need) {
    this.text = text;
    this.need = need;
  }

  /** The spelling in results. */
  public String text() {
    return text;
  }

  /** The step of the hardware's own verification, 1 to 8. */
  public static CheckName hardware(int step) {
    return of("hardware." + step)
        .orElseThrow(() -> new IllegalArgumentException("no hardware step " + step));
  }

  /** The check of that spelling. */
  public static Optional<CheckName> of(String text) {
    return Arrays.stream(values()).filter(check -> check.text.equals(text)).findFirst();
  }

  Need need() {
    return need;
  }

  @Override
  public String toString() {
    return text;
  }
}
