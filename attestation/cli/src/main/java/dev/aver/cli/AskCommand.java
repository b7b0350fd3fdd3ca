// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.result.Explanation;
import dev.aver.cli.local.StateFolder;
import dev.aver.client.ProvenAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One question, checked from end to end the way any caller would. */
@Command(
    name = "ask",
    description = {
      "Ask for the embedding of a text, or chat, check the answer, and keep its proof.",
      "Uses the trust anchor and the policy that `up` wrote, unless others are named."
    })
final class AskCommand extends Subcommand {
  @Parameters(paramLabel = "TEXT", description = "The text.")
  private String text = "";

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Where to keep request, response, receipt and proof (default: in the state).")
  @Nullable
  private Path save;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model (default: the one that `up` serves for this).")
  @Nullable
  private String model;

  @Option(names = "--chat", description = "Send the text as a user's message to the chat model.")
  private boolean chat;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "128",
      description = "Of a chat: tokens that the answer may have (default: ${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description = "The API's base URL, ending in /v1 (default: the one that `up` started).")
  @Nullable
  private URI api;

  @Option(
      names = "--trust-anchor",
      paramLabel = "PEM",
      description = "The software TEE's root to trust instead.")
  @Nullable
  private Path trustAnchor;

  @Option(names = "--policy", paramLabel = "FILE", description = "The policy to use instead.")
  @Nullable
  private Path policy;

  @Option(
      names = "--reference-values",
      paramLabel = "FILE",
      description = "The images that it may be, beside the policy.")
  @Nullable
  private Path referenceValues;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private final StateOption stateOption = new StateOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var state = stateOption.folder();
    var question = new Question(relay(), demands(state), progress());
    var proven = question.ask(asked());
    var folder = save == null ? state.answers().resolve(name(proven)) : save;
    SavedAnswer.write(proven, folder);
    print(proven, folder, state);
    return proven.isAttested() ? ExitCode.OK : ExitCode.REJECTED;
  }

  private Asked asked() {
    if (chat) {
      return Asked.chat(model == null ? Asked.chatModel() : model, text, maxTokens);
    }
    return model == null ? Asked.embedding(text) : Asked.embedding(model, text);
  }

  private URI relay() {
    return api == null
        ? stateOption.running().relay()
        : URI.create(api.toString().replaceFirst("/v1/?$", ""));
  }

  private Demands demands(StateFolder state) {
    if (trustAnchor == null || policy == null) {
      progress().say("trusting what `up` wrote: " + anchorFile(state) + ", " + policyFile(state));
    }
    var anchor = InputFile.read(anchorFile(state));
    var demands = Demands.of(anchor, VerificationOptions.policy(policyFile(state)));
    return referenceValues == null
        ? demands
        : demands.with(VerificationOptions.referenceValues(referenceValues));
  }

  private Path anchorFile(StateFolder state) {
    return trustAnchor == null ? state.trustAnchor() : trustAnchor;
  }

  private Path policyFile(StateFolder state) {
    return policy == null ? state.policy() : policy;
  }

  private static String name(ProvenAnswer proven) {
    return proven.answer().receipt().body().request().hex().substring(0, 16);
  }

  private void print(ProvenAnswer proven, Path folder, StateFolder state) {
    var body = proven.answer().receipt().body();
    if (json) {
      out()
          .println(
              JsonWriter.write(
                  Json.object()
                      .put("verdict", proven.result().verdict().text())
                      .put("level", proven.level())
                      .put("receipt", proven.answer().receipt().digest().toString())
                      .put("enclave", body.enclave().toString())
                      .put("sequence", body.sequence())
                      .put("saved", folder.toString())
                      .put(
                          "texts",
                          Json.array(proven.answer().texts().stream().map(Json::of).toList()))
                      .build()));
      return;
    }
    out().println(Explanation.firstLine(proven.result()));
    out().println("  level     " + proven.level());
    out().println("  answer    " + Question.describe(proven.answer()));
    out().println("  receipt   " + proven.answer().receipt().digest() + ", no. " + body.sequence());
    out().println("  enclave   " + body.enclave());
    out().println("  saved     " + folder);
    out().println("check it again, offline");
    out().println("  ./aver verify " + folder.resolve("proof.json") + " \\");
    var images = referenceValues == null ? "" : " --reference-values " + referenceValues;
    var demanded = "    --trust-anchor " + anchorFile(state) + " --policy " + policyFile(state);
    out().println(demanded + images);
    out().println("  ./aver replay " + folder);
  }
}
