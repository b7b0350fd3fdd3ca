// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import java.util.ArrayList;
import java.util.List;

/**
 * A block of a template that has not ended yet.
 *
 * @param end the tag that ends it
 * @param name of a loop the variable with its items, of what becomes a text first that text's
 * @param filter what the text goes through; empty: nothing
 * @param isShown whether the text is written
 */
record TemplateBlock(
    String end, String name, List<String> filter, boolean isLoop, boolean isShown) {
  static TemplateBlock condition() {
    return new TemplateBlock("endif", "", List.of(), false, false);
  }

  static TemplateBlock loop(String items) {
    return new TemplateBlock("endfor", items, List.of(), true, false);
  }

  /** What a loop without items writes. */
  static TemplateBlock otherwise(String text) {
    return new TemplateBlock("endfor", text, List.of(), false, true);
  }

  /** A {@code filter} block, which is shown, or a {@code set} block, which is not. */
  static TemplateBlock capture(String text, List<String> filter, boolean shown) {
    return new TemplateBlock(shown ? "endfilter" : "endset", text, filter, false, shown);
  }

  /** Of a loop, the variable with something in it once its body has been gone through. */
  String through() {
    return name + "_through";
  }

  boolean isCapture() {
    return !isLoop && !name.isEmpty();
  }

  boolean endsWith(String tag) {
    return end.equals(tag);
  }

  /** The text through the filter. */
  List<String> filtered() {
    var all = new ArrayList<>(List.of(name, "|"));
    all.addAll(filter);
    return all;
  }
}
