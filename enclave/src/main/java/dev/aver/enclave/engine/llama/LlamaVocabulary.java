// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.aver.enclave.inference.generation.Vocabulary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The vocabulary inside a GGUF file. Its functions only read, so any thread may ask. */
final class LlamaVocabulary implements Vocabulary {
  /** No token of any known vocabulary is longer; a longer one is asked for again. */
  private static final int USUAL_PIECE = 128;

  private final Functions functions;
  private final MemorySegment address;
  private final int size;
  private final boolean[] control;
  private final Map<String, Integer> controls = new LinkedHashMap<>();
  private final Pattern anyControl;

  LlamaVocabulary(Functions functions, MemorySegment address) throws Throwable {
    this.functions = functions;
    this.address = address;
    this.size = (int) functions.vocabularySize.invokeExact(address);
    this.control = new boolean[size];
    for (var token = 0; token < size; token++) {
      control[token] = (boolean) functions.vocabularyControl.invokeExact(address, token);
      if (control[token]) {
        controls.putIfAbsent(new String(bytes(token, true), StandardCharsets.UTF_8), token);
      }
    }
    controls.remove("");
    this.anyControl =
        Pattern.compile(
            controls.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
  }

  @Override
  public int size() {
    return size;
  }

  /** Marks are found here: the library's own search takes minutes for a text full of them. */
  @Override
  public int[] tokens(String text, boolean parseControl) {
    if (!parseControl || controls.isEmpty()) {
      return plain(text);
    }
    var all = IntStream.builder();
    var from = 0;
    for (var mark = anyControl.matcher(text); mark.find(); from = mark.end()) {
      add(text.substring(from, mark.start()), all);
      all.add(Objects.requireNonNull(controls.get(mark.group())));
    }
    add(text.substring(from), all);
    return all.build().toArray();
  }

  private void add(String text, IntStream.Builder all) {
    if (!text.isEmpty()) {
      for (var token : plain(text)) {
        all.add(token);
      }
    }
  }

  private int[] plain(String text) {
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (var arena = Arena.ofConfined()) {
      var in = arena.allocate(Math.max(1, utf8.length));
      MemorySegment.copy(utf8, 0, in, JAVA_BYTE, 0, utf8.length);
      var most = utf8.length + 1; // no token is shorter than a byte
      var out = arena.allocate(JAVA_INT, most);
      var count =
          (int) functions.tokenize.invokeExact(address, in, utf8.length, out, most, false, false);
      if (count < 0) {
        throw new IllegalStateException("more tokens than bytes");
      }
      return out.asSlice(0, (long) count * Integer.BYTES).toArray(JAVA_INT);
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public byte[] piece(int token) {
    return control[token] ? new byte[0] : bytes(token, false);
  }

  private byte[] bytes(int token, boolean showControl) {
    try (var arena = Arena.ofConfined()) {
      var length = USUAL_PIECE;
      for (; ; ) {
        var out = arena.allocate(length);
        var count = (int) functions.piece.invokeExact(address, token, out, length, 0, showControl);
        if (count >= 0) {
          return out.asSlice(0, count).toArray(JAVA_BYTE);
        }
        length = -count; // what it would need
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public boolean ends(int token) {
    try {
      return (boolean) functions.vocabularyEnds.invokeExact(address, token);
    } catch (Throwable e) {
      throw Functions.unforeseen(e);
    }
  }

  @Override
  public List<String> controlTexts() {
    return List.copyOf(controls.keySet());
  }

  /** The text of the token that begins a document, if prompts begin with it. */
  String firstText() throws Throwable {
    return text((int) functions.vocabularyFirst.invokeExact(address));
  }

  /** The text of the token that ends one. */
  String lastText() throws Throwable {
    return text((int) functions.vocabularyLast.invokeExact(address));
  }

  private String text(int token) {
    return token < 0 ? "" : new String(bytes(token, true), StandardCharsets.UTF_8);
  }

  MemorySegment address() {
    return address;
  }
}
