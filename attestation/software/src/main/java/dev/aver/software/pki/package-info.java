// SPDX-License-Identifier: Apache-2.0
/** Keys, certificates and revocation lists as the vendors' authorities issue them. */
@NullMarked
package dev.aver.software.pki;

import org.jspecify.annotations.NullMarked;
