// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

import dev.aver.attestation.bytes.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The initial state of a virtual processor as KVM sets it up (AMD64 Architecture Programmer's
 * Manual, volume 2, "VMSA Layout, State Save Area for SEV-ES"). One page, little-endian.
 */
final class Vmsa {
  /** Where the boot processor begins after reset. */
  static final long RESET_VECTOR = 0xffff_fff0L;

  private static final int ES = 0x000;
  private static final int CS = 0x010;
  private static final int SS = 0x020;
  private static final int DS = 0x030;
  private static final int FS = 0x040;
  private static final int GS = 0x050;
  private static final int GDTR = 0x060;
  private static final int LDTR = 0x070;
  private static final int IDTR = 0x080;
  private static final int TR = 0x090;
  private static final int EFER = 0x0d0;
  private static final int CR4 = 0x148;
  private static final int CR0 = 0x158;
  private static final int DR7 = 0x160;
  private static final int DR6 = 0x168;
  private static final int RFLAGS = 0x170;
  private static final int RIP = 0x178;
  private static final int G_PAT = 0x268;
  private static final int RDX = 0x310;
  private static final int SEV_FEATURES = 0x3b0;
  private static final int XCR0 = 0x3e8;
  private static final int MXCSR = 0x408;
  private static final int X87_FCW = 0x410;

  private static final int LIMIT = 0xffff;
  private static final int DATA = 0x93;
  private static final int CODE = 0x9b;
  private static final int LOCAL_TABLE = 0x82;
  private static final int TASK = 0x8b;

  /** What the hypervisors set up differently, as attributes and registers. */
  private record Reset(int code, int stack, int task, long pat, long rdx, int mxcsr, int fcw) {
    private static final long RESET_PAT = 0x0007_0406_0007_0406L;
    private static final long SHORT_PAT = 0x0007_0106L;

    /** The signature of no processor in particular, as two hypervisors leave it in RDX. */
    private static final long ANY_PROCESSOR = 0x600;

    static Reset of(Vmm vmm, long start, int signature) {
      return switch (vmm) {
        case QEMU ->
            new Reset(CODE, DATA, TASK, RESET_PAT, signature & 0xffff_ffffL, 0x1f80, 0x37f);
        case EC2 -> {
          var code = start == RESET_VECTOR ? 0x9a : CODE;
          yield new Reset(code, 0x92, 0x83, RESET_PAT, ANY_PROCESSOR, 0, 0);
        }
        case GCE -> new Reset(CODE, DATA, TASK, SHORT_PAT, ANY_PROCESSOR, 0, 0);
      };
    }
  }

  private Vmsa() {}

  /**
   * The page of a processor that begins at {@code start}.
   *
   * @param signature CPUID 1 EAX of the processor model, which QEMU's reset leaves in RDX
   * @param features the SEV_FEATURES word
   */
  static Bytes page(Vmm vmm, long start, int signature, long features) {
    var reset = Reset.of(vmm, start, signature);
    var page = ByteBuffer.allocate(LaunchDigest.PAGE).order(ByteOrder.LITTLE_ENDIAN);
    for (var register : new int[] {ES, DS, FS, GS}) {
      segment(page, register, 0, DATA, 0);
    }
    segment(page, SS, 0, reset.stack, 0);
    segment(page, CS, 0xf000, reset.code, start & 0xffff_0000L);
    segment(page, GDTR, 0, 0, 0);
    segment(page, LDTR, 0, LOCAL_TABLE, 0);
    segment(page, IDTR, 0, 0, 0);
    segment(page, TR, 0, reset.task, 0);
    page.putLong(EFER, 0x1000); // secure virtual machine enabled
    page.putLong(CR4, 0x40); // machine checks
    page.putLong(CR0, 0x10);
    page.putLong(DR7, 0x400);
    page.putLong(DR6, 0xffff_0ff0L);
    page.putLong(RFLAGS, 0x2);
    page.putLong(RIP, start & 0xffff);
    page.putLong(G_PAT, reset.pat);
    page.putLong(RDX, reset.rdx);
    page.putLong(SEV_FEATURES, features);
    page.putLong(XCR0, 0x1);
    page.putInt(MXCSR, reset.mxcsr);
    page.putShort(X87_FCW, (short) reset.fcw);
    return Bytes.of(page.array());
  }

  private static void segment(
      ByteBuffer page, int register, int selector, int attributes, long base) {
    page.putShort(register, (short) selector);
    page.putShort(register + 2, (short) attributes);
    page.putInt(register + 4, LIMIT);
    page.putLong(register + 8, base);
  }
}
