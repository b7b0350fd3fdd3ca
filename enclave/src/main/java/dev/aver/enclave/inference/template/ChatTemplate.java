// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import com.hubspot.jinjava.objects.date.FixedDateTimeProvider;
import com.hubspot.jinjava.random.RandomNumberGeneratorStrategy;
import dev.aver.enclave.inference.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model's own chat template, in Jinja. It belongs to the measured weights; what callers write
 * is data to it: nothing of a message is ever interpreted. Safe for concurrent use.
 */
public final class ChatTemplate {
  /** A prompt of more characters fits no context. */
  private static final long LONGEST = 1 << 22;

  /** Where the library's own ways differ from Jinja's, Jinja's. */
  private static final LegacyOverrides LIKE_JINJA =
      LegacyOverrides.newBuilder()
          .withEvaluateMapKeys(true)
          .withIterateOverMapKeys(true)
          .withUsePyishObjectMapper(true)
          .withUseSnakeCasePropertyNaming(true)
          .withUseNaturalOperatorPrecedence(true)
          .withParseWhitespaceControlStrictly(true)
          .withAllowAdjacentTextNodes(true)
          .withKeepNullableLoopValues(true)
          .build();

  private static final JinjavaConfig CONFIG =
      JinjavaConfig.newBuilder()
          // Else the result of an expression would be a template again: a message could be one.
          .withNestedInterpretationEnabled(false)
          .withMaxOutputSize(LONGEST)
          .withMaxRenderDepth(8)
          .withEnableRecursiveMacroCalls(true)
          .withMaxMacroRecursionDepth(64)
          .withLegacyOverrides(LIKE_JINJA)
          .withElResolver(TemplateMethods.beforeTheLibrarys())
          // A prompt depends on its request alone, so nothing in it may be new each time.
          .withDateTimeProvider(new FixedDateTimeProvider(0))
          .withRandomNumberGeneratorStrategy(RandomNumberGeneratorStrategy.CONSTANT_ZERO)
          .build();

  private final Jinjava jinja = new Jinjava(CONFIG);
  private final String template;
  private final Map<String, String> marks;

  /**
   * Takes a template.
   *
   * @throws IllegalArgumentException if it asks for something that is not supported
   * @param first text of the token that begins a document
   * @param last text of the token that ends one
   */
  public ChatTemplate(String template, String first, String last) {
    var spelled = TemplateSource.forLibrary(template);
    this.template = spelled.source();
    spelled.texts().forEach(jinja.getGlobalContext()::put);
    this.marks = Map.of("bos_token", first, "eos_token", last);
    PythonFilters.ALL.forEach(jinja.getGlobalContext()::registerFilter);
    jinja.getGlobalContext().registerExpTest(new IsIterable("iterable"));
    jinja.getGlobalContext().registerExpTest(new IsIterable("sequence"));
    jinja
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", ChatTemplate.class, "raise", String.class));
  }

  /** Whether it has a place for tools. */
  public boolean takesTools() {
    return template.contains("tools");
  }

  /**
   * The prompt up to where the assistant begins to write.
   *
   * @param messages maps, lists, strings, numbers, truth values and nulls
   * @throws Refused {@code invalid_value} if the template does not take such messages
   */
  public String render(List<Map<String, Object>> messages, List<Object> tools) throws Refused {
    var result = jinja.renderForResult(template, bindings(messages, tools));
    if (result.getErrors().stream().anyMatch(ChatTemplate::isFatal)) {
      throw Refused.because(
          "invalid_value", "messages", "The model's template does not take these messages.");
    }
    return result.getOutput();
  }

  private Map<String, Object> bindings(List<Map<String, Object>> messages, List<Object> tools) {
    var bindings = new TreeMap<String, Object>(marks);
    bindings.put("messages", messages);
    bindings.put("add_generation_prompt", true);
    if (!tools.isEmpty()) {
      bindings.put("tools", tools);
    }
    return bindings;
  }

  private static boolean isFatal(TemplateError error) {
    return error.getSeverity() == ErrorType.FATAL;
  }

  /**
   * What of the template is not understood; empty if it is. Chats of all kinds are tried: what a
   * template itself refuses is its own affair, but it takes the plainest one.
   */
  public Optional<String> complaint() {
    return ChatKinds.ALL.stream()
        .map(kind -> complaint(kind.messages(), kind.tools()))
        .flatMap(Optional::stream)
        .findFirst()
        .or(this::refusesThePlainest);
  }

  private Optional<String> complaint(List<Map<String, Object>> messages, List<Object> tools) {
    return jinja.renderForResult(template, bindings(messages, tools)).getErrors().stream()
        .filter(error -> isFatal(error) && !isRaised(error))
        .map(error -> error.getMessage() + "")
        .findFirst();
  }

  /** Said by the template, not about it. */
  private static boolean isRaised(TemplateError error) {
    for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Raised) {
        return true;
      }
    }
    return (error.getMessage() + "").contains(Raised.TEXT);
  }

  private Optional<String> refusesThePlainest() {
    try {
      return render(ChatKinds.PLAINEST.messages(), List.of()).contains(ChatKinds.GREETING)
          ? Optional.empty()
          : Optional.of("it leaves out what the user says");
    } catch (Refused e) {
      return Optional.of("it takes no chat of one message");
    }
  }

  /** What templates call when messages are in an order that they do not know. */
  @SuppressWarnings("DoNotCallSuggester") // its callers are templates
  public static String raise(String message) {
    throw new Raised();
  }

  private static final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String TEXT = "the template raised an exception";

    Raised() {
      super(TEXT);
    }
  }
}
