// SPDX-License-Identifier: Apache-2.0
package dev.aver.client;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.keyset.Keyset;
import dev.aver.attestation.keyset.Manifests;
import dev.aver.attestation.receipt.CanonicalInput;
import dev.aver.attestation.receipt.Commitment;
import dev.aver.attestation.receipt.Opening;
import dev.aver.attestation.receipt.Operation;
import dev.aver.attestation.receipt.Outcome;
import dev.aver.attestation.receipt.Receipt;
import dev.aver.attestation.receipt.ReceiptBody;
import dev.aver.attestation.receipt.ReceiptChecks;
import dev.aver.attestation.receipt.TaggedBytes;
import dev.aver.attestation.receipt.Tags;
import java.util.Optional;

/**
 * What a caller checks of every answer before it uses one (formats.md, 5.4): the enclave is the
 * attested one, signature, time, the bytes on the wire, input and output computed again from them,
 * its own context, the expected model, the outcome.
 */
public final class AnswerRules {
  /** How far the enclave's clock may be from the caller's: 300 s. */
  public static final long TOLERANCE_MILLIS = 300_000;

  private static final int MAX_REQUEST = 1 << 20;
  private static final int MAX_DEPTH = 64;

  private final Keyset keyset;
  private final Manifests manifests;

  /** Rules for answers of this enclave, whose evidence the caller has verified. */
  public AnswerRules(Keyset keyset, Manifests manifests) {
    this.keyset = keyset;
    this.manifests = manifests;
  }

  /**
   * Checks one exchange of {@code POST /v1/embeddings}.
   *
   * @param model the name of the model that was asked for
   * @param nowMillis the caller's own clock
   * @return the receipt with everything it commits to
   * @throws Rejected with the code of the first rule that is broken
   */
  public CheckedAnswer checkEmbeddings(Exchange exchange, String model, long nowMillis)
      throws Rejected {
    return check(Operation.EMBEDDINGS, exchange, model, nowMillis);
  }

  /**
   * Checks one exchange of {@code POST /v1/chat/completions}. Of a stream the response is its event
   * blocks, and the receipt's header what stood in its comment. An answer that was cut is an
   * answer.
   *
   * @param model the name of the model that was asked for
   * @param nowMillis the caller's own clock
   * @return the receipt with everything it commits to
   * @throws Rejected with the code of the first rule that is broken
   */
  public CheckedAnswer checkChat(Exchange exchange, String model, long nowMillis) throws Rejected {
    return check(Operation.CHAT, exchange, model, nowMillis);
  }

  private CheckedAnswer check(Operation operation, Exchange exchange, String model, long nowMillis)
      throws Rejected {
    var receipt = Receipt.fromHeader(required(exchange.receiptHeader(), "receipt of the answer"));
    ReceiptChecks.check(receipt, keyset);
    ReceiptChecks.model(receipt, manifests);
    clock(receipt.body(), nowMillis);
    var answer = opened(operation, exchange, receipt);
    own(receipt.body(), exchange.context(), model);
    return answer;
  }

  private static void clock(ReceiptBody body, long nowMillis) throws Rejected {
    var apart = Math.abs(body.issuedAt() - nowMillis);
    if (apart > TOLERANCE_MILLIS) {
      throw new Rejected(Reason.RECEIPT_CLOCK, "issued " + apart / 1000 + " s from now");
    }
  }

  private static CheckedAnswer opened(Operation operation, Exchange exchange, Receipt receipt)
      throws Rejected {
    var body = receipt.body();
    var opening = required(receipt.opening(), "opening of the receipt");
    var wire = new TaggedBytes(Tags.REQUEST, exchange.request());
    open(body.request(), opening.request(), wire, "request");
    open(
        body.response(),
        opening.response(),
        new TaggedBytes(Tags.RESPONSE, exchange.response()),
        "response");
    var request = object(exchange.request());
    var input = CanonicalInput.of(operation, request);
    open(body.input(), opening.input(), input, "input");
    // From here on the content is that of an answer: an error has nothing of it.
    complete(operation, body, exchange.status());
    return answer(operation, exchange, receipt, opening, request, input);
  }

  private static CheckedAnswer answer(
      Operation operation,
      Exchange exchange,
      Receipt receipt,
      Opening opening,
      Json.Obj request,
      TaggedBytes input)
      throws Rejected {
    var said =
        operation == Operation.CHAT
            ? Said.chat(request, exchange.response())
            : Said.embeddings(request, exchange.response());
    open(receipt.body().output(), opening.output(), said.output(), "output");
    open(
        receipt.body().parameters(),
        opening.parameters(),
        new TaggedBytes(Tags.PARAMETERS, said.parameters()),
        "parameters");
    return new CheckedAnswer(
        exchange, receipt, input, said.output(), said.parameters(), said.vectors(), said.texts());
  }

  private static void complete(Operation operation, ReceiptBody body, int status) throws Rejected {
    var cut = operation == Operation.CHAT && body.outcome() == Outcome.CUT;
    if (status != 200 || !cut && body.outcome() != Outcome.COMPLETE) {
      throw new Rejected(Reason.OUTCOME_MISMATCH, body.outcome() + ", status " + status);
    }
  }

  private void own(ReceiptBody body, Digest context, String model) throws Rejected {
    if (!body.context().equals(context)) {
      throw new Rejected(Reason.CONTEXT_MISMATCH, "the receipt carries " + body.context());
    }
    var named = manifests.withModel(body.model()).filter(m -> m.model().name().equals(model));
    if (named.isEmpty()) {
      throw new Rejected(Reason.MODEL_MISMATCH, body.model() + " is not " + model);
    }
  }

  private static void open(
      Digest commitment, Optional<Digest> salt, TaggedBytes content, String what) throws Rejected {
    if (!Commitment.of(required(salt, "salt of the " + what), content).equals(commitment)) {
      throw new Rejected(Reason.OPENING_MISMATCH, "the receipt commits to another " + what);
    }
  }

  private static Json.Obj object(Bytes request) throws Rejected {
    if (JsonReader.read(request, MAX_REQUEST, MAX_DEPTH) instanceof Json.Obj object) {
      return object;
    }
    throw new Rejected(Reason.FIELD_TYPE, "the request is not an object");
  }

  private static <T> T required(Optional<T> value, String what) throws Rejected {
    return value.orElseThrow(() -> new Rejected(Reason.FIELD_MISSING, "no " + what));
  }
}
