// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads exactly one JSON value from UTF-8 and refuses what two readers could understand
 * differently: a byte order mark, malformed UTF-8, lone surrogates, a member twice, a second value
 * (formats.md, 1).
 */
public final class JsonReader {
  /** Depth of our own documents (formats.md, 1). */
  public static final int DOCUMENT_DEPTH = 16;

  /** What a codec is built for: there are as many as there are callers with limits of their own. */
  private record Limits(int maxBytes, int maxDepth) {
    JsonFactory factory() {
      var constraints =
          StreamReadConstraints.builder()
              .maxNestingDepth(maxDepth)
              .maxStringLength(maxBytes)
              .maxNameLength(maxBytes)
              .maxNumberLength(maxBytes) // long is not wrong: what it is worth decides
              .build();
      // Names are not kept from one document to the next: strangers choose them.
      return JsonFactory.builder()
          .streamReadConstraints(constraints)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();
    }
  }

  /** Building a codec costs more than reading a small document with it. */
  private static final ConcurrentMap<Limits, JsonFactory> FACTORIES = new ConcurrentHashMap<>();

  private JsonReader() {}

  /**
   * Reads one of our own documents.
   *
   * @param maxBytes the document's own limit
   * @throws Rejected {@link Reason#TOO_LARGE}, {@link Reason#JSON_SYNTAX}, {@link
   *     Reason#JSON_DUPLICATE_KEY}
   */
  public static Json document(Bytes utf8, int maxBytes) throws Rejected {
    return read(utf8, maxBytes, DOCUMENT_DEPTH);
  }

  /** Reads one value of at most {@code maxBytes} bytes and {@code maxDepth} nested containers. */
  public static Json read(Bytes utf8, int maxBytes, int maxDepth) throws Rejected {
    if (utf8.size() > maxBytes) {
      throw new Rejected(Reason.TOO_LARGE, utf8.size() + " bytes, at most " + maxBytes);
    }
    var text = decode(utf8);
    var factory = FACTORIES.computeIfAbsent(new Limits(maxBytes, maxDepth), Limits::factory);
    try (var parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new Rejected(Reason.JSON_SYNTAX, "no value");
      }
      var value = value(parser);
      if (parser.nextToken() != null) {
        throw new Rejected(Reason.JSON_SYNTAX, "more than one value");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new Rejected(Reason.JSON_SYNTAX, "deeper or longer than allowed");
    } catch (IOException e) {
      // The message of the codec quotes the input, which may be a prompt: only say where.
      throw new Rejected(Reason.JSON_SYNTAX, "not JSON");
    }
  }

  private static String decode(Bytes utf8) throws Rejected {
    String text;
    try {
      text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(utf8.asByteBuffer())
              .toString();
    } catch (CharacterCodingException e) {
      throw new Rejected(Reason.JSON_SYNTAX, "not UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      throw new Rejected(Reason.JSON_SYNTAX, "byte order mark");
    }
    return text;
  }

  private static Json value(JsonParser parser) throws IOException, Rejected {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Str(wellFormed(parser.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> Json.Null.NULL;
      default -> throw new Rejected(Reason.JSON_SYNTAX, "not a value");
    };
  }

  private static Json object(JsonParser parser) throws IOException, Rejected {
    var members = new LinkedHashMap<String, Json>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = wellFormed(parser.currentName());
      parser.nextToken();
      if (members.putIfAbsent(name, value(parser)) != null) {
        throw new Rejected(Reason.JSON_DUPLICATE_KEY, "a member occurs twice");
      }
    }
    return new Json.Obj(members);
  }

  private static Json array(JsonParser parser) throws IOException, Rejected {
    var elements = new ArrayList<Json>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return new Json.Arr(elements);
  }

  private static String wellFormed(String text) throws Rejected {
    for (var i = 0; i < text.length(); i++) {
      if (!Character.isSurrogate(text.charAt(i))) {
        continue;
      }
      // A pair is one code point: what is left in their range stands alone.
      var second = i + 1;
      if (second == text.length()
          || !Character.isSurrogatePair(text.charAt(i), text.charAt(second))) {
        throw new Rejected(Reason.JSON_SYNTAX, "lone surrogate");
      }
      i = second;
    }
    return text;
  }
}
