// SPDX-License-Identifier: Apache-2.0
/** What the proofs cost: the service and a bare loop over the same model, side by side. */
@NullMarked
package dev.aver.cli.bench;

import org.jspecify.annotations.NullMarked;
