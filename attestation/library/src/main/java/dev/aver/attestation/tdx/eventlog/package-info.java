// SPDX-License-Identifier: Apache-2.0
/**
 * Event logs of TDX guests: what was measured into the runtime registers, believed only as far as
 * it replays to them.
 */
@NullMarked
package dev.aver.attestation.tdx.eventlog;

import org.jspecify.annotations.NullMarked;
