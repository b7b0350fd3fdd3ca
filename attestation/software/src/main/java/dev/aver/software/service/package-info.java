// SPDX-License-Identifier: Apache-2.0
/**
 * AMD's key distribution service and Intel's provisioning service in one HTTP server, which answers
 * as they do, or as badly as it is told to.
 */
@NullMarked
package dev.aver.software.service;

import org.jspecify.annotations.NullMarked;
