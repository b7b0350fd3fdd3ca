// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Operation;
import dev.aver.enclave.inference.generation.Generation.Plan;
import dev.aver.enclave.inference.generation.Rules;
import dev.aver.enclave.inference.generation.Sampling;
import dev.aver.enclave.inference.generation.Tokens;
import java.util.List;
import java.util.Optional;

/**
 * One request for text, checked against the model: nothing of it is silently ignored.
 *
 * @param prompts at least one, each of at least one token
 * @param choices of each prompt
 * @param maxTokens of each choice
 * @param logprobs how many alternatives to tell of each token; empty: tell nothing
 * @param toolCalls whether the answer may call tools
 * @param stream whether the answer goes out piece by piece
 * @param usage whether a stream ends with the counts
 * @param parameters the effective ones (formats.md, 5.1)
 */
public record Writing(
    Operation operation,
    List<Tokens> prompts,
    int choices,
    int maxTokens,
    Sampling sampling,
    List<String> stops,
    Optional<Rules> rules,
    Optional<Integer> logprobs,
    boolean toolCalls,
    boolean stream,
    boolean usage,
    Json.Obj parameters) {

  /** The number of all choices. */
  public int total() {
    return prompts.size() * choices;
  }

  /** The plan of the choice of this index. */
  public Plan plan(int choice, long deadline) {
    return new Plan(
        prompts.get(choice / choices), maxTokens, sampling, stops, rules, logprobs, deadline);
  }

  /** Whether rules hold from an answer's first character on. */
  public boolean ruled() {
    return rules.isPresent() && rules.get().mark().isEmpty();
  }

  /** Tokens of all prompts, each counted once. */
  public long inputUnits() {
    return prompts.stream().mapToLong(prompt -> prompt.size()).sum();
  }
}
