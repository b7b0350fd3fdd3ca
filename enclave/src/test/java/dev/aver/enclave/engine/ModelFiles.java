// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import dev.aver.enclave.models.ModelFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the build has put the models' files. */
public final class ModelFiles {
  private ModelFiles() {}

  /** The folders that the service is tested with, too. */
  public static ModelFolders folders() {
    var directories = System.getProperty("aver.models.directory").split(",");
    List<Path> paths = Stream.of(directories).map(Path::of).toList();
    return new ModelFolders(paths, Optional.empty());
  }
}
