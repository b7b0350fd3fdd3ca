// SPDX-License-Identifier: Apache-2.0
/**
 * The two interfaces by which Linux hands out hardware reports: configfs-tsm and {@code
 * /dev/sev-guest} (attestation.md, 2.1 and 2.2). The only user of foreign functions, because both
 * speak in errno, which the JDK's own files do not tell.
 */
@NullMarked
package dev.aver.enclave.attester.device;

import org.jspecify.annotations.NullMarked;
