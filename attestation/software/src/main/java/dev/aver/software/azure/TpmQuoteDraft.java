// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.azure;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Hashes;
import dev.aver.attestation.vtpm.VtpmEvidence.SignedQuote;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A vTPM's quote (TPMS_ATTEST, big-endian) over SHA-256 registers; every field can be set. */
public final class TpmQuoteDraft {
  private static final int PCRS = 24;
  private static final int CLOCK_AND_FIRMWARE = 25;
  private static final short SHA256 = 0x000b;

  private PrivateKey key;
  private int magic = 0xff544347;
  private int type = 0x8018;
  private Bytes qualifyingData;
  private short bank = SHA256;
  private int selected = (1 << PCRS) - 1;
  private final List<Bytes> pcrs =
      new ArrayList<>(Collections.nCopies(PCRS, Hashes.sha256(Bytes.utf8("measured")).bytes()));
  private List<Bytes> shown = pcrs;
  private Bytes behind = Bytes.EMPTY;

  TpmQuoteDraft(Bytes qualifyingData, PrivateKey key) {
    this.qualifyingData = qualifyingData;
    this.key = key;
  }

  /** TPM_GENERATED, which no TPM puts before bytes from outside. */
  public TpmQuoteDraft magic(int value) {
    this.magic = value;
    return this;
  }

  /** 0x8018 for a quote. */
  public TpmQuoteDraft type(int value) {
    this.type = value;
    return this;
  }

  /** What the asker gave. */
  public TpmQuoteDraft qualifyingData(Bytes data) {
    this.qualifyingData = data;
    return this;
  }

  /** The bank of registers, by TPM_ALG_ID. */
  public TpmQuoteDraft bank(int algorithm) {
    this.bank = (short) algorithm;
    return this;
  }

  /** Which registers are quoted: register 0 is the lowest bit. */
  public TpmQuoteDraft selected(int bits) {
    this.selected = bits;
    return this;
  }

  /** The value of one register. */
  public TpmQuoteDraft pcr(int number, Bytes value) {
    pcrs.set(number, value);
    return this;
  }

  /** The values that travel along, whatever was quoted. */
  public TpmQuoteDraft showing(List<Bytes> values) {
    this.shown = List.copyOf(values);
    return this;
  }

  /** What follows the digest, under the signature. */
  public TpmQuoteDraft behind(Bytes tail) {
    this.behind = tail;
    return this;
  }

  /** Another signer. */
  public TpmQuoteDraft signedBy(PrivateKey other) {
    this.key = other;
    return this;
  }

  /** The quote as it travels. */
  public SignedQuote signed() {
    var message = message();
    try {
      var signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(message.asByteBuffer());
      return new SignedQuote(message, Bytes.of(signer.sign()), shown);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bytes message() {
    var head = ByteBuffer.allocate(10).putInt(magic).putShort((short) type);
    head.putShort((short) 0).putShort((short) qualifyingData.size()); // the key's name is left out
    var selection = ByteBuffer.allocate(10).putInt(1).putShort(bank).put((byte) 3);
    for (var octet = 0; octet < 3; octet++) {
      selection.put((byte) (selected >> 8 * octet));
    }
    var digest = Hashes.sha256(quoted().toArray(Bytes[]::new)).bytes();
    var message = new ByteArrayOutputStream();
    message.writeBytes(head.array());
    message.writeBytes(qualifyingData.toArray());
    message.writeBytes(new byte[CLOCK_AND_FIRMWARE]);
    message.writeBytes(selection.array());
    message.writeBytes(new byte[] {0, (byte) digest.size()});
    message.writeBytes(digest.toArray());
    message.writeBytes(behind.toArray());
    return Bytes.of(message.toByteArray());
  }

  private List<Bytes> quoted() {
    var quoted = new ArrayList<Bytes>();
    for (var number = 0; number < PCRS; number++) {
      if ((selected >> number & 1) == 1) {
        quoted.add(pcrs.get(number));
      }
    }
    return quoted;
  }
}
