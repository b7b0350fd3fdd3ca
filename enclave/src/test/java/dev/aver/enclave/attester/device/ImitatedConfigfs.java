// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.attester.device;

import dev.aver.attestation.bytes.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Linux's configfs-tsm as its documentation and code describe it (Documentation/ABI/testing/
 * configfs-tsm, drivers/virt/coco, fs/configfs/file.c): a binary attribute is committed when its
 * descriptor is closed and nobody learns how that went; every committed input counts the generation
 * up; the first read of an output asks the provider and later ones are served from its answer until
 * an input changes.
 */
public final class ImitatedConfigfs implements FileOperations {
  private static final int MOST_IN = 64;

  /** What a provider answers. */
  public record Output(Bytes report, Bytes certificates) {}

  /** The driver below. */
  public interface Provider {
    /** A fresh report over {@code inblob}, which has the size that the driver demands. */
    Output generate(Bytes inblob, int privilegeLevel) throws SystemCallFailed;
  }

  /** One folder. */
  private static final class Item {
    long written;
    long read = -1;
    Bytes inblob = Bytes.EMPTY;
    int privilegeLevel;
    Output output;
  }

  private final Map<String, Item> items = new TreeMap<>();

  /** Its name; {@code tdx_guest} has no {@code auxblob}. */
  public String provider = "sev_guest";

  /** Null: no driver is loaded. */
  public Provider driver = (inblob, level) -> new Output(FormedReport.over(inblob), Bytes.EMPTY);

  /** False: not mounted, or a kernel without it. */
  public boolean mounted = true;

  /** False: for root alone. */
  public boolean permitted = true;

  /** The lowest privilege level that this guest may ask for. */
  public int privilegeFloor;

  /** So many commits of inblob are interrupted while they wait for the lock. */
  public int commitsToInterrupt;

  /** Folders that were made, ever. */
  public int made;

  /** Names that exist now. */
  public List<String> names() {
    return List.copyOf(items.keySet());
  }

  @Override
  public void mkdir(String path) throws SystemCallFailed {
    if (!mounted) {
      throw new SystemCallFailed("mkdir", Errno.ENOENT);
    }
    if (!permitted) {
      throw new SystemCallFailed("mkdir", Errno.EACCES);
    }
    if (driver == null) {
      throw new SystemCallFailed("mkdir", Errno.ENXIO);
    }
    var item = new Item();
    item.privilegeLevel = privilegeFloor;
    if (items.putIfAbsent(path, item) != null) {
      throw new SystemCallFailed("mkdir", Errno.EEXIST);
    }
    made++;
  }

  @Override
  public void rmdir(String path) throws SystemCallFailed {
    if (items.remove(path) == null) {
      throw new SystemCallFailed("rmdir", Errno.ENOENT);
    }
  }

  @Override
  public void write(String path, Bytes content) throws SystemCallFailed {
    var item = item(path);
    switch (attribute(path)) {
      case "inblob" -> {
        if (content.size() > MOST_IN) {
          throw new SystemCallFailed("write", Errno.EFBIG);
        }
        commit(item, content);
      }
      case "privlevel" -> {
        if (provider.equals("tdx_guest")) {
          throw new SystemCallFailed("open", Errno.ENOENT); // its driver shows no such attribute
        }
        privilegeLevel(item, content);
      }
      case "outblob", "auxblob", "generation", "provider" ->
          throw new SystemCallFailed("open", Errno.EACCES);
      default -> throw new SystemCallFailed("open", Errno.ENOENT);
    }
  }

  /** At the close, whose answer nobody sees. */
  private void commit(Item item, Bytes content) {
    if (commitsToInterrupt > 0) {
      commitsToInterrupt--;
      return;
    }
    item.inblob = content;
    item.written++;
  }

  private void privilegeLevel(Item item, Bytes content) throws SystemCallFailed {
    var text = new String(content.toArray(), StandardCharsets.US_ASCII);
    // kstrtouint: digits, at most one newline behind them, nothing else.
    if (!text.matches("\\+?[0-9]{1,9}\n?")) {
      throw new SystemCallFailed("write", Errno.EINVAL);
    }
    var level = Integer.parseInt(text.strip());
    if (level < privilegeFloor || level > 3) {
      throw new SystemCallFailed("write", Errno.EINVAL);
    }
    item.privilegeLevel = level;
    item.written++;
  }

  @Override
  public Bytes read(String path, int most) throws SystemCallFailed {
    var item = item(path);
    var content =
        switch (attribute(path)) {
          case "generation" -> Bytes.utf8(item.written + "\n");
          case "provider" -> Bytes.utf8(provider + "\n");
          case "outblob" -> output(item).report();
          case "auxblob" -> {
            if (provider.equals("tdx_guest")) {
              throw new SystemCallFailed("open", Errno.ENOENT);
            }
            yield output(item).certificates();
          }
          case "inblob", "privlevel" -> throw new SystemCallFailed("open", Errno.EACCES);
          default -> throw new SystemCallFailed("open", Errno.ENOENT);
        };
    if (content.size() > most) {
      throw new SystemCallFailed("read", Errno.EFBIG);
    }
    return content;
  }

  private Output output(Item item) throws SystemCallFailed {
    if (item.output != null && item.read == item.written) {
      return item.output;
    }
    if (driver == null) {
      throw new SystemCallFailed("read", Errno.ENXIO);
    }
    if (item.inblob.size() != MOST_IN) {
      throw new SystemCallFailed("read", Errno.EINVAL);
    }
    item.output = null;
    // The lock is held from here: what others write meanwhile is committed afterwards.
    var asOf = item.written;
    item.output = driver.generate(item.inblob, item.privilegeLevel);
    item.read = asOf;
    return item.output;
  }

  private Item item(String path) throws SystemCallFailed {
    var item = items.get(path.substring(0, path.lastIndexOf('/')));
    if (item == null) {
      throw new SystemCallFailed("open", Errno.ENOENT);
    }
    return item;
  }

  private static String attribute(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
