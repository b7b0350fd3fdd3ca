// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.inference;

/** Carries a {@link Refusal} out of a parser; without a stack trace, as floods of it are cheap. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;

  /** Wraps {@code refusal}. */
  public Refused(Refusal refusal) {
    super(refusal.code(), null, false, false);
    this.refusal = refusal;
  }

  /** A member of the request is at fault: 400. */
  public static Refused because(String code, String param, String message) {
    return new Refused(Refusal.of(400, code, param, message));
  }

  /** What the caller is told. */
  public Refusal refusal() {
    return refusal;
  }
}
