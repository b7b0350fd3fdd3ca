// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.receipt.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One inference request of the Open Inference Protocol, checked against the model. Nothing of it is
 * ignored: a parameter that has no effect here is refused.
 *
 * @param id to be echoed
 * @param inputs in the request's order
 * @param outputs names in the order in which they are to be answered; all of the model's by default
 */
public record InferRequest(Optional<String> id, List<Tensor> inputs, List<String> outputs) {
  private static final Set<String> KNOWN = Set.of("id", "parameters", "inputs", "outputs");
  private static final Set<String> OF_INPUT =
      Set.of("name", "shape", "datatype", "parameters", "data");
  private static final Set<String> OF_OUTPUT = Set.of("name", "parameters");
  private static final int LONGEST_ID = 256;

  /**
   * Reads the members of {@code request}.
   *
   * @throws Refused with the first member that is wrong
   */
  public static InferRequest parse(Json.Obj request, TensorEngine model) throws Refused {
    var members = members(request, KNOWN);
    var id = members.string("id");
    if (id.isPresent() && id.get().length() > LONGEST_ID) {
      throw Parameters.invalid("id", "`id` has more than " + LONGEST_ID + " characters.");
    }
    var given = inputs(Parameters.required("inputs", members.array("inputs")), model.inputs());
    OutputSizes.check(given, model);
    return new InferRequest(id, given, outputs(members.array("outputs"), model.outputs()));
  }

  /** Members of a request, an input or an output; none has a parameter here. */
  private static Parameters members(Json.Obj object, Set<String> known) throws Refused {
    var members = new Parameters(object);
    members.only(known);
    var parameters = members.object("parameters");
    if (parameters.isPresent() && !parameters.get().members().isEmpty()) {
      var first = parameters.get().members().keySet().iterator().next();
      throw Parameters.unsupported(
          first, "the parameter `" + Refusal.shown(first) + "` is not supported.");
    }
    return members;
  }

  private static List<Tensor> inputs(List<Json> given, List<TensorSpec> wanted) throws Refused {
    for (var input : given) {
      if (!(input instanceof Json.Obj object)) {
        throw Parameters.mistyped("inputs", "an array of objects");
      }
      var members = members(object, OF_INPUT);
      Parameters.required("name", members.string("name"));
      Parameters.required("datatype", members.string("datatype"));
      Parameters.required("shape", members.array("shape"));
      Parameters.required("data", members.array("data"));
    }
    List<Tensor> tensors;
    try {
      tensors = Tensor.parse(given);
    } catch (Rejected e) {
      throw Parameters.invalid("inputs", "`inputs`: " + e.detail() + ".");
    }
    fit(tensors, wanted);
    return tensors;
  }

  private static void fit(List<Tensor> tensors, List<TensorSpec> wanted) throws Refused {
    var seen = new HashSet<String>();
    for (var tensor : tensors) {
      var spec = find(tensor.name(), wanted, "inputs");
      if (!seen.add(tensor.name())) {
        throw Parameters.invalid("inputs", "`" + tensor.name() + "` is given twice.");
      }
      if (tensor.datatype() != spec.datatype()) {
        throw Parameters.invalid(
            "inputs", "`" + spec.name() + "` is of datatype " + spec.datatype() + ".");
      }
      if (!spec.takes(tensor.shape())) {
        throw Parameters.invalid(
            "inputs",
            "`%s` has shape %s, not %s.".formatted(spec.name(), spec.shape(), tensor.shape()));
      }
    }
    for (var spec : wanted) {
      if (!seen.contains(spec.name())) {
        throw Parameters.invalid("inputs", "`" + spec.name() + "` is not given.");
      }
    }
  }

  private static List<String> outputs(Optional<List<Json>> asked, List<TensorSpec> possible)
      throws Refused {
    if (asked.isEmpty() || asked.get().isEmpty()) {
      return possible.stream().map(TensorSpec::name).toList();
    }
    var names = new ArrayList<String>();
    for (var output : asked.get()) {
      if (!(output instanceof Json.Obj object)) {
        throw Parameters.mistyped("outputs", "an array of objects");
      }
      var name = Parameters.required("name", members(object, OF_OUTPUT).string("name"));
      find(name, possible, "outputs");
      if (names.contains(name)) {
        throw Parameters.invalid("outputs", "`" + name + "` is asked for twice.");
      }
      names.add(name);
    }
    return List.copyOf(names);
  }

  private static TensorSpec find(String name, List<TensorSpec> specs, String member)
      throws Refused {
    for (var spec : specs) {
      if (spec.name().equals(name)) {
        return spec;
      }
    }
    throw Parameters.invalid(
        member, "`" + Refusal.shown(name) + "` is not one of the model's " + member + ".");
  }
}
