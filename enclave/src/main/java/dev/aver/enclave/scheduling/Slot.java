// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.scheduling;

/** One text of a job in a batch. */
public record Slot<J extends BatchJob>(J job, int index) {}
