// SPDX-License-Identifier: Apache-2.0
package dev.aver.host.endorsements;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.json.Members;
import dev.aver.host.storage.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Documents on disk, one file each, which is there whole or not at all whenever the relay dies.
 * What is read from it is as untrusted as what comes from the network: callers check it again.
 */
final class DiskCache {
  private static final Logger LOG = Logger.getLogger(DiskCache.class);
  private static final String TYPE = "aver/endorsement/v1";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{1,200}");
  private static final int MAX_FILE = 4 << 20;

  private final Path directory;

  /** A folder that is made with the first document. */
  DiskCache(Path directory) {
    this.directory = directory;
  }

  /**
   * A document as it was fetched.
   *
   * @param fetchedAt milliseconds since 1970
   */
  record Entry(Bytes document, long fetchedAt) {}

  /** The document of this key; empty if there is none or its file is damaged. */
  Optional<Entry> read(String key) {
    var file = file(key);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var members = Members.of(JsonReader.document(content(file), MAX_FILE), key);
      members.type(TYPE);
      if (!members.string("key").equals(key)) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              members.base64Url("document"), members.integer("fetchedAt", 0, Members.MAX_INTEGER)));
    } catch (IOException | Rejected e) {
      LOG.warnf("%s in the cache is damaged and will be fetched again: %s", key, e.getMessage());
      return Optional.empty();
    }
  }

  private static Bytes content(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE) {
      throw new IOException("larger than " + MAX_FILE + " bytes");
    }
    return Bytes.of(Files.readAllBytes(file));
  }

  /** Puts the document in the place of an older one, on disk when this returns. */
  void write(String key, Entry entry) throws IOException {
    Durable.folders(directory.toAbsolutePath());
    var json =
        Json.object()
            .put("type", TYPE)
            .put("key", key)
            .put("fetchedAt", entry.fetchedAt())
            .put("document", entry.document().base64Url())
            .build();
    Durable.replace(file(key), Bytes.utf8(JsonWriter.write(json)));
  }

  private Path file(String key) {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("no name of a file: " + key);
    }
    return directory.resolve(key + ".json");
  }
}
