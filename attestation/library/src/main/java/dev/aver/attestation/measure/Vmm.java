// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.measure;

/** Who starts the guest: hypervisors differ in the registers and in the order of pages. */
public enum Vmm {
  /** QEMU on KVM. */
  QEMU,
  /** Amazon's hypervisor. */
  EC2,
  /** Google's hypervisor. */
  GCE
}
