// SPDX-License-Identifier: Apache-2.0
/** Chat templates as models bring them along, in Jinja. */
@NullMarked
package dev.aver.enclave.inference.template;

import org.jspecify.annotations.NullMarked;
