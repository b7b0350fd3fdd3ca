// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.chat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.TemplateError.ErrorType;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import dev.aver.enclave.inference.Refused;
import java.util.List;
import java.util.Map;
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
          .withTrimBlocks(true)
          .withLstripBlocks(true)
          .withMaxOutputSize(LONGEST)
          .withMaxRenderDepth(8)
          .withLegacyOverrides(LIKE_JINJA)
          .build();

  private final Jinjava jinja = new Jinjava(CONFIG);
  private final String template;
  private final Map<String, String> marks;

  /**
   * Takes a template.
   *
   * @param first text of the token that begins a document
   * @param last text of the token that ends one
   */
  public ChatTemplate(String template, String first, String last) {
    this.template = template;
    this.marks = Map.of("bos_token", first, "eos_token", last);
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
    var bindings = new TreeMap<String, Object>(marks);
    bindings.put("messages", messages);
    bindings.put("add_generation_prompt", true);
    if (!tools.isEmpty()) {
      bindings.put("tools", tools);
    }
    var result = jinja.renderForResult(template, bindings);
    for (var error : result.getErrors()) {
      if (error.getSeverity() == ErrorType.FATAL) {
        throw Refused.because(
            "invalid_value", "messages", "The model's template does not take these messages.");
      }
    }
    return result.getOutput();
  }

  /** What templates call when messages are in an order that they do not know. */
  @SuppressWarnings("DoNotCallSuggester") // its callers are templates
  public static String raise(String message) {
    throw new IllegalArgumentException("the template raised an exception");
  }
}
