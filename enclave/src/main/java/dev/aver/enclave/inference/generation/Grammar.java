// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference.generation;

/** What one text may be, followed token by token. Used by one thread; {@link #close} frees it. */
public interface Grammar extends AutoCloseable {
  /** Whether {@code token} may come next. */
  boolean allows(int token);

  /** Sets the logits of all tokens that may not come next to negative infinity. */
  void mask(float[] logits);

  /** {@code token}, which is allowed, has come. */
  void accept(int token);

  @Override
  void close();
}
