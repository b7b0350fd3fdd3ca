// SPDX-License-Identifier: Apache-2.0
/** What can be set, and the refusal of what cannot. */
@NullMarked
package dev.aver.host.config;

import org.jspecify.annotations.NullMarked;
