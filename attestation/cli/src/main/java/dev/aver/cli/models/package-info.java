// SPDX-License-Identifier: Apache-2.0
/** Files of models, pulled through the machine's own package managers into a cache. */
@NullMarked
package dev.aver.cli.models;

import org.jspecify.annotations.NullMarked;
