// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import java.io.IOException;

/** Endorsements that cannot be had at the moment, or not at all, and why. */
public final class Unavailable extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kept them away. */
  public enum Why {
    /** Not in the cache, and the relay was told not to fetch. */
    OFFLINE,
    /** The service does not know the chip, the TCB or the platform. */
    NOT_FOUND,
    /** The service asked for patience, or it is not our turn yet. */
    THROTTLED,
    /** The whole answer took too long. */
    TIMED_OUT,
    /** More than any honest document has. */
    TOO_LARGE,
    /** The service points elsewhere, where nobody said we may go. */
    REDIRECTED,
    /** A host that is not on the list. */
    HOST_NOT_ALLOWED,
    /** Any other answer than the document. */
    REFUSED,
    /** No connection, or one that broke off. */
    UNREACHABLE,
    /** A document that does not verify, is out of date or is of something else. */
    NOT_VERIFIED,
    /** A report that does not say which product it is of. */
    UNKNOWN_PRODUCT,
    /** A provider's key, which only the provider's own host hands out. */
    PROVIDER_ONLY,
    /** The cache cannot be written. */
    STORAGE
  }

  private final Why why;
  private final String message;

  /** {@code detail} is for the operator. */
  public Unavailable(Why why, String detail) {
    super(detail);
    this.why = why;
    this.message = why + ": " + detail;
  }

  /** The same for one more who waited for it: each has a stack of its own. */
  Unavailable(Unavailable same) {
    super(same.getMessage(), same);
    this.why = same.why;
    this.message = same.message;
  }

  /** The reason. */
  public Why why() {
    return why;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
