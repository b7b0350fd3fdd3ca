// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import java.io.IOException;

/** The hardware gave no report that can be used, and why. */
public final class NoReport extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kept the report away. */
  public enum Why {
    /** This machine has no such interface, or no provider behind it. */
    ABSENT,
    /** The process may not use the interface. */
    FORBIDDEN,
    /** Another provider answers than the one that was there at the start. */
    WRONG_PROVIDER,
    /** An earlier request was in flight until the deadline. */
    BUSY,
    /** The kernel did not take our input, whose refusal it cannot tell. */
    NOT_COMMITTED,
    /** Somebody else wrote into our request. */
    INTERFERENCE,
    /** The host throttles, or did not answer within the driver's time. */
    TIMED_OUT,
    /** The host or the firmware refused. */
    HOST_ERROR,
    /** The provider refuses an input, most likely the privilege level. */
    INVALID,
    /** Larger than anything honest. */
    TOO_LARGE,
    /** Success without a report: a quoting service that is not set up. */
    EMPTY,
    /** Not a report, or not a table of certificates. */
    MALFORMED,
    /** A report over other data than ours. */
    OTHER_DATA,
    /** Fatal: the guest's message key is wiped; only a reboot brings it back. */
    KEY_WIPED,
    /** An error that none of the interfaces documents. */
    SYSTEM
  }

  private final Why why;
  private final String message;

  /** {@code detail} is for the operator. */
  public NoReport(Why why, String detail) {
    super(detail);
    this.why = why;
    this.message = why + ": " + detail;
  }

  /** What {@code failed} means wherever its number has one meaning. */
  static NoReport of(SystemCallFailed failed, String doing) {
    var report = new NoReport(why(failed.errno()), doing + ": " + failed.getMessage());
    report.initCause(failed);
    return report;
  }

  private static Why why(Errno errno) {
    return switch (errno) {
      case ENOENT, ENXIO, ENODEV, ENOTDIR -> Why.ABSENT;
      case EPERM, EACCES -> Why.FORBIDDEN;
      case EBUSY, EAGAIN, EINTR -> Why.BUSY;
      case ETIMEDOUT -> Why.TIMED_OUT;
      case EIO -> Why.HOST_ERROR;
      case EINVAL -> Why.INVALID;
      case EFBIG -> Why.TOO_LARGE;
      case EEXIST -> Why.INTERFERENCE;
      case ENOTTY, ETXTBSY, OTHER -> Why.SYSTEM;
    };
  }

  @Override
  public String getMessage() {
    return message;
  }

  /** The reason. */
  public Why why() {
    return why;
  }

  /** Whether no later request can succeed: the node must go out of service. */
  public boolean fatal() {
    return why == Why.KEY_WIPED;
  }

  /** Whether the same request may succeed a moment later. */
  boolean passing() {
    return why == Why.BUSY || why == Why.NOT_COMMITTED;
  }
}
