// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.models;

/** A model does not load, and so the enclave does not start: why, as a value. */
public final class ModelRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Cause {
    /** A file of the catalogue is not in the folder or cannot be read. */
    FILE_MISSING,
    /** A file has another length than the catalogue says. */
    SIZE_MISMATCH,
    /** A file has other bytes than the catalogue says. */
    DIGEST_MISMATCH,
    /** The bytes are right, and the engine refuses them all the same. */
    ENGINE
  }

  private final Cause cause;

  /** {@code detail} names file and values. */
  public ModelRefused(Cause cause, String detail) {
    super(cause + ": " + detail);
    this.cause = cause;
  }

  /** Why. */
  public Cause reason() {
    return cause;
  }
}
