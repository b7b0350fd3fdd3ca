// SPDX-License-Identifier: Apache-2.0
/** Ten questions to a machine, for the first person with real hardware: what works, what to do. */
@NullMarked
package dev.aver.enclave.attester.doctor;

import org.jspecify.annotations.NullMarked;
