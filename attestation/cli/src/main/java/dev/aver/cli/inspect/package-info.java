// SPDX-License-Identifier: Apache-2.0
/** What a file says, field by field. Nothing here verifies: it shows, and says that it shows. */
@NullMarked
package dev.aver.cli.inspect;

import org.jspecify.annotations.NullMarked;
