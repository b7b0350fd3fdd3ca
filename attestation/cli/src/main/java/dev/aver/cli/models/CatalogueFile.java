// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.models;

import dev.aver.attestation.bytes.Digest;
import java.util.List;

/**
 * A file of a model: the only bytes that are accepted for it, and where they may be found.
 *
 * @param path a plain file name
 * @param size bytes
 * @param sources tried in this order
 */
public record CatalogueFile(String path, long size, Digest sha256, List<String> sources) {}
