// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A document or a piece of one, in its fields.
 *
 * @param kind what it is
 * @param name which one, where there are several; may be empty
 * @param size in bytes; 0 for what is no byte string of its own
 * @param problems why it could not be read further, or breaks the rules of its form
 */
public record Part(
    String kind,
    String name,
    int size,
    List<Field> fields,
    List<Part> parts,
    List<Rejected> problems) {
  /** Copies the lists. */
  public Part {
    fields = List.copyOf(fields);
    parts = List.copyOf(parts);
    problems = List.copyOf(problems);
  }

  /** All problems, of the parts inside too. */
  public List<Rejected> allProblems() {
    return Stream.concat(
            problems.stream(), parts.stream().flatMap(part -> part.allProblems().stream()))
        .toList();
  }

  /** The same with a name. */
  Part named(String other) {
    return new Part(kind, other, size, fields, parts, problems);
  }

  static Builder of(String kind, int size) {
    return new Builder(kind, size);
  }

  /** Reads one part: whatever is wrong with it is shown in its place. */
  interface Reader {
    Part read(Bytes content) throws Rejected;
  }

  /** Collects what is found, in its order. */
  static final class Builder {
    private final String kind;
    private final int size;
    private final List<Field> fields = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<Rejected> problems = new ArrayList<>();

    private Builder(String kind, int size) {
      this.kind = kind;
      this.size = size;
    }

    Builder field(int offset, int length, String name, String value, String meaning) {
      fields.add(new Field(OptionalInt.of(offset), length, name, value, meaning));
      return this;
    }

    Builder member(String name, String value, String meaning) {
      fields.add(new Field(OptionalInt.empty(), 0, name, value, meaning));
      return this;
    }

    Builder part(Part part) {
      parts.add(part);
      return this;
    }

    /** One part of several must not hide the others by being malformed. */
    Builder part(String name, Bytes content, Reader reader) {
      try {
        parts.add(reader.read(content).named(name));
      } catch (Rejected e) {
        parts.add(new Part("malformed", name, content.size(), List.of(), List.of(), List.of(e)));
      }
      return this;
    }

    Builder problem(Rejected problem) {
      problems.add(problem);
      return this;
    }

    Part build() {
      return new Part(kind, "", size, fields, parts, problems);
    }
  }
}
