// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.template;

import com.hubspot.jinjava.lib.filter.Filter;
import java.util.List;

/** The filters that do something else in the library than in Jinja, or are not there. */
final class PythonFilters {
  static final List<Filter> ALL =
      List.of(
          new PythonJson(),
          new PythonTruth(),
          new PythonIndent(),
          new PythonTrim(),
          new PythonDefault("default"),
          new PythonDefault("d"),
          new PythonList(PythonList.EACH),
          new PythonList("list"),
          new PythonText(PythonText.PRINTED),
          new PythonText("string"),
          new TemplateItems());

  private PythonFilters() {}
}
