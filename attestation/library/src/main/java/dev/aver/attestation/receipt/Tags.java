// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.receipt;

/** What the bytes of a commitment are, so that one kind cannot be opened as another (5.1, 5.2). */
public final class Tags {
  /** Nothing: no readable input, or no output. */
  public static final int NONE = 0x00;

  /** UTF-8 of the only text. */
  public static final int TEXT = 0x01;

  /** JCS of several choices, or of one with tool calls. */
  public static final int CHOICES = 0x02;

  /** Embeddings in binary. */
  public static final int EMBEDDINGS = 0x03;

  /** Tensors of an answer. */
  public static final int TENSORS = 0x04;

  /** JCS of a result list with scores. */
  public static final int RESULTS = 0x05;

  /** The request's content. */
  public static final int REQUEST = 0x10;

  /** The response's content. */
  public static final int RESPONSE = 0x11;

  /** JCS of the effective parameters. */
  public static final int PARAMETERS = 0x12;

  /** UTF-8 of the only string that was asked. */
  public static final int INPUT_TEXT = 0x20;

  /** JCS of {@code messages}. */
  public static final int INPUT_MESSAGES = 0x21;

  /** JCS of several strings or of token ids. */
  public static final int INPUT_ARRAY = 0x22;

  /** Tensors of a request. */
  public static final int INPUT_TENSORS = 0x23;

  /** JCS of {@code {documents,query}}. */
  public static final int INPUT_QUERY = 0x24;

  private Tags() {}
}
