// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine.llama;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.aver.enclave.inference.generation.Vocabulary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The vocabulary inside a GGUF file. Its functions only read, so any thread may ask. */
final class LlamaVocabulary implements Vocabulary {
  /** No token of any known vocabulary is longer; a longer one is asked for again. */
  private static final int USUAL_PIECE = 128;

  private final Functions functions;
  private final MemorySegment address;
  private final int size;
  private final boolean[] control;
  private final List<String> controlTexts;

  LlamaVocabulary(Functions functions, MemorySegment address) throws Throwable {
    this.functions = functions;
    this.address = address;
    this.size = (int) functions.vocabularySize.invokeExact(address);
    this.control = new boolean[size];
    var texts = new ArrayList<String>();
    for (var token = 0; token < size; token++) {
      control[token] = (boolean) functions.vocabularyControl.invokeExact(address, token);
      if (control[token]) {
        texts.add(new String(bytes(token, true), StandardCharsets.UTF_8));
      }
    }
    this.controlTexts = List.copyOf(texts);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int[] tokens(String text, boolean parseControl) {
    var utf8 = text.getBytes(StandardCharsets.UTF_8);
    try (var arena = Arena.ofConfined()) {
      var in = arena.allocate(Math.max(1, utf8.length));
      MemorySegment.copy(utf8, 0, in, JAVA_BYTE, 0, utf8.length);
      var most = utf8.length + 1; // no token is shorter than a byte
      var out = arena.allocate(JAVA_INT, most);
      var count =
          (int)
              functions.tokenize.invokeExact(
                  address, in, utf8.length, out, most, false, parseControl);
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
    return controlTexts;
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
