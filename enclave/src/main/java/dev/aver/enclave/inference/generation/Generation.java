// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One choice from its prompt to its end. Whoever runs the model feeds it logits and gets tokens;
 * whoever asked hears the text. All but {@link #cancel} belongs to the thread that runs the model.
 */
public final class Generation {
  /** Tokens of a prompt that are read at once, or one more. */
  public static final int PIECE = Prefill.PIECE;

  /** Hears what is written, on the thread that runs the model: it must not wait. */
  public interface Listener {
    /** More text; {@code logprobs} are those of the tokens since the last call, if asked for. */
    void text(int choice, String text, List<TokenLogprob> logprobs);

    /** The end, exactly once. {@code tokens} were written. */
    void ended(int choice, Ending ending, int tokens);
  }

  private final Vocabulary vocabulary;
  private final Plan plan;
  private final int choice;
  private final TokenChooser chooser;
  private final Obedience obedience;
  private final Listener listener;
  private final Utf8Pieces pieces = new Utf8Pieces();
  private final StopStrings stops;
  private final List<TokenLogprob> untold = new ArrayList<>();
  private int read;
  private int written;
  private int last;
  private boolean ended;
  private volatile boolean cancelled;

  /**
   * Begins.
   *
   * @param choice its index among the choices of the request
   */
  public Generation(GenerationModel model, Plan plan, int choice, Listener listener) {
    this.vocabulary = model.vocabulary();
    this.plan = plan;
    this.choice = choice;
    this.chooser = new TokenChooser(plan.sampling(), choice);
    this.obedience = new Obedience(model, plan.rules());
    this.listener = listener;
    this.stops = new StopStrings(plan.stops());
  }

  /** Nobody waits for it any more: it ends before the next step. Any thread may say so. */
  public void cancel() {
    cancelled = true;
  }

  /** Why it must end before the next step, if it must. */
  public Optional<Ending> overdue(long nowMillis) {
    if (cancelled) {
      return Optional.of(Ending.CANCELLED);
    }
    return nowMillis > plan.deadline() ? Optional.of(Ending.DEADLINE) : Optional.empty();
  }

  /** Whether its whole prompt has been read, so that its next step is one token. */
  public boolean isWriting() {
    return read == plan.prompt().size();
  }

  /** Adds the next piece of the prompt to {@code rows}. */
  public void read(Rows rows, int sequence) {
    var prompt = plan.prompt();
    var end = Prefill.end(read, prompt.size());
    for (; read < end; read++) {
      rows.add(prompt.at(read), read, sequence, read == prompt.size() - 1);
    }
  }

  /** Adds the last token to {@code rows}; answers the row. */
  public int write(Rows rows, int sequence) {
    return rows.add(last, plan.prompt().size() + written - 1, sequence, true);
  }

  /**
   * Chooses the next token.
   *
   * @param logits changed
   * @return whether there is a next step; if not, its listener has heard the end
   */
  public boolean advance(float[] logits) {
    var normaliser = plan.logprobs().isPresent() ? Probabilities.normaliser(logits) : 0;
    var raw = plan.logprobs().isPresent() ? logits.clone() : logits;
    var token = chooser.next(logits, obedience.grammar());
    written++;
    last = token;
    if (vocabulary.ends(token)) {
      end(Ending.STOP);
      return false;
    }
    plan.logprobs().ifPresent(count -> untold.add(logprob(raw, token, count, normaliser)));
    var text = pieces.add(vocabulary.piece(token));
    obedience.heard(text);
    tell(stops.add(text));
    if (stops.met() || written == plan.maxTokens()) {
      end(stops.met() ? Ending.STOP : Ending.LENGTH);
      return false;
    }
    return true;
  }

  private TokenLogprob logprob(float[] raw, int token, int count, double normaliser) {
    var alternatives = new ArrayList<TokenLogprob>();
    for (var ranked : Probabilities.likeliest(raw, count, normaliser)) {
      alternatives.add(new TokenLogprob(piece(ranked.token()), ranked.logprob(), List.of()));
    }
    return new TokenLogprob(piece(token), raw[token] - normaliser, alternatives);
  }

  private Bytes piece(int token) {
    return Bytes.of(vocabulary.piece(token));
  }

  private void tell(String text) {
    if (!text.isEmpty()) {
      listener.text(choice, text, List.copyOf(untold));
      untold.clear();
    }
  }

  /** Ends it, whatever it was doing; once is enough. */
  public void end(Ending ending) {
    if (ended) {
      return;
    }
    ended = true;
    if (ending == Ending.STOP || ending == Ending.LENGTH) {
      tell(stops.add(pieces.end()) + stops.end());
    }
    obedience.close();
    listener.ended(choice, ending, written);
  }

  /**
   * What a request asks of each of its choices.
   *
   * @param prompt at least one token
   * @param maxTokens at least one; prompt and these fit into the model's context
   * @param rules that the text has to obey
   * @param logprobs how many alternatives to tell of each token; empty: tell nothing
   * @param deadline milliseconds since 1970
   */
  public record Plan(
      Tokens prompt,
      int maxTokens,
      Sampling sampling,
      List<String> stops,
      Optional<Rules> rules,
      Optional<Integer> logprobs,
      long deadline) {}
}
