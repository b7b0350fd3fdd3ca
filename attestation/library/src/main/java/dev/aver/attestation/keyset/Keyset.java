// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.keyset;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Address;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.typed.Typed;
import dev.aver.attestation.typed.TypedData;
import dev.aver.attestation.typed.Words;

/**
 * The keys of one enclave and what it runs; its digest is the enclave's name everywhere
 * (formats.md, 3).
 *
 * @param receiptSigner signs receipts and other typed digests
 * @param noteKey Ed25519 public key of its log
 * @param tlsKey SHA-256 of the TLS key's SubjectPublicKeyInfo; zero: none
 * @param sealKey SHA-256 of the OHTTP key configurations; zero: none
 * @param models digest of {@link Manifests}
 * @param configuration digest of {@link Configuration}
 * @param build digest of {@link Build}
 * @param notBefore first second of its life, since 1970
 * @param notAfter last second of its life, inclusive
 */
public record Keyset(
    Address receiptSigner,
    Digest noteKey,
    Digest tlsKey,
    Digest sealKey,
    Digest models,
    Digest configuration,
    Digest build,
    long notBefore,
    long notAfter)
    implements Typed {
  /** The size limit of the document (formats.md, 1). */
  public static final int MAX_BYTES = 8 * 1024;

  /** The longest life in seconds: 31 days. */
  public static final long MAX_LIFE = 31L * 24 * 60 * 60;

  private static final String TYPE = "aver/keyset/v1";
  private static final String STRUCT =
      "Keyset(address receiptSigner,bytes32 noteKey,bytes32 tlsKey,bytes32 sealKey,bytes32 models,"
          + "bytes32 configuration,bytes32 build,uint64 notBefore,uint64 notAfter)";
  private static final Digest TYPE_HASH = TypedData.hash(STRUCT);

  /** Parses the text of at most {@value #MAX_BYTES} bytes; rejects like {@link #parse(Json)}. */
  public static Keyset parse(Bytes utf8) throws Rejected {
    return parse(JsonReader.document(utf8, MAX_BYTES));
  }

  /**
   * Parses {@code aver/keyset/v1}.
   *
   * @throws Rejected {@link Reason#KEYSET_ZERO_KEY}, {@link Reason#KEYSET_LIFETIME}, and the codes
   *     of JSON members
   */
  public static Keyset parse(Json json) throws Rejected {
    var members = Members.of(json, "keyset");
    members.type(TYPE);
    var keyset =
        new Keyset(
            members.address("receiptSigner"),
            members.digest("noteKey"),
            members.digest("tlsKey"),
            members.digest("sealKey"),
            members.digest("models"),
            members.digest("configuration"),
            members.digest("build"),
            members.integer("notBefore", 0, Members.MAX_INTEGER),
            members.integer("notAfter", 0, Members.MAX_INTEGER));
    members.end();
    keyset.check();
    return keyset;
  }

  /**
   * Requires usable keys and a life of 1 second to 31 days. {@link #parse} has asked already; a
   * keyset that was put together otherwise has to ask itself.
   *
   * @throws Rejected {@link Reason#KEYSET_ZERO_KEY}, {@link Reason#KEYSET_LIFETIME}
   */
  public void check() throws Rejected {
    if (receiptSigner.isZero() || noteKey.isZero()) {
      throw new Rejected(Reason.KEYSET_ZERO_KEY, "receiptSigner or noteKey is zero");
    }
    var life = notAfter - notBefore;
    if (life <= 0 || life > MAX_LIFE) {
      throw new Rejected(Reason.KEYSET_LIFETIME, "lives " + life + " s");
    }
  }

  /**
   * Requires that the keyset is alive at {@code atMillis} since 1970.
   *
   * @throws Rejected {@link Reason#KEYSET_NOT_YET_VALID}, {@link Reason#KEYSET_EXPIRED}
   */
  public void checkAlive(long atMillis) throws Rejected {
    var second = Math.floorDiv(atMillis, 1000);
    if (second < notBefore) {
      throw new Rejected(Reason.KEYSET_NOT_YET_VALID, second + " is before " + notBefore);
    }
    if (second > notAfter) {
      throw new Rejected(Reason.KEYSET_EXPIRED, second + " is after " + notAfter);
    }
  }

  /** Whether {@code notBefore ≤ ⌊atMillis/1000⌋ ≤ notAfter}. */
  public boolean covers(long atMillis) {
    var second = Math.floorDiv(atMillis, 1000);
    return notBefore <= second && second <= notAfter;
  }

  /** The enclave's name: the typed digest. */
  public Digest enclave() {
    return TypedData.digest(this);
  }

  /** The document. */
  public Json.Obj toJson() {
    return Json.object()
        .put("type", TYPE)
        .put("receiptSigner", receiptSigner.toString())
        .put("noteKey", noteKey.toString())
        .put("tlsKey", tlsKey.toString())
        .put("sealKey", sealKey.toString())
        .put("models", models.toString())
        .put("configuration", configuration.toString())
        .put("build", build.toString())
        .put("notBefore", notBefore)
        .put("notAfter", notAfter)
        .build();
  }

  @Override
  public String typeString() {
    return STRUCT;
  }

  @Override
  public Bytes encodeData() {
    return Words.of(10)
        .word(TYPE_HASH)
        .word(receiptSigner)
        .word(noteKey)
        .word(tlsKey)
        .word(sealKey)
        .word(models)
        .word(configuration)
        .word(build)
        .word(notBefore)
        .word(notAfter)
        .end();
  }
}
