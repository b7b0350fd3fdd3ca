// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import dev.aver.enclave.models.Catalogue;
import dev.aver.enclave.models.ModelFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine's framework would do by itself, and may not. */
class LockdownTest {
  private static final String OCR = "pp-ocrv4-rec";

  /** Set by the class that a model's folder names. */
  static final AtomicBoolean NAMED_BY_A_MODEL = new AtomicBoolean();

  @TempDir Path folder;

  /** A class that must never be loaded because a file says so. */
  public static final class NamedByAModel {
    static {
      NAMED_BY_A_MODEL.set(true);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    var described = Catalogue.builtIn().tensor(OCR).orElseThrow();
    OnnxTensorModel.load(described, ModelFiles.folders()).engine().close();
  }

  @Test
  void theFrameworkIsOfflineAndDoesNotReportHome() {
    assertTrue(Utils.isOfflineMode());
    assertTrue(Boolean.parseBoolean(Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")));
    assertEquals("OnnxRuntime", Engine.getDefaultEngineName());
  }

  @Test
  void nativeLibrariesAreTheApplicationsOwnFromAFolderThatIsGone() throws Exception {
    var libraries = List.of("libonnxruntime.so", "libonnxruntime4j_jni.so", "libtokenizers.so");
    var described = Catalogue.builtIn().encoder("all-minilm-l6-v2-q").orElseThrow();
    OnnxEmbeddingModel.load(described, ModelFiles.folders()).close();
    for (var library : libraries) {
      var places =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains("/" + library))
              .map(line -> line.substring(line.indexOf('/')))
              .distinct()
              .toList();
      assertEquals(1, places.size(), places.toString());
      var folderOfIt = Path.of(places.getFirst().replace(" (deleted)", "")).getParent();
      assertTrue(folderOfIt.getFileName().toString().startsWith("aver-"), places.toString());
      assertFalse(Files.exists(folderOfIt));
    }
  }

  @Test
  void noCacheIsMadeBelowTheHomeFolder() {
    var cache = Utils.getCacheDir();
    assertTrue(cache.getFileName().toString().startsWith("aver-"), cache.toString());
    assertFalse(Utils.getEngineCacheDir().startsWith(System.getProperty("user.home")));
  }

  @Test
  void aModelOfAnotherEngineIsRefused() {
    try (var own = Model.newInstance("own", "OnnxRuntime")) {
      assertDoesNotThrow(() -> Lockdown.check(own));
    }
    for (var other : Engine.getAllEngines()) {
      if (!other.equals("OnnxRuntime") && !other.equals("Llama")) {
        assertThrows(
            RuntimeException.class,
            () -> {
              try (var model = Engine.getEngine(other).newModel("other", null)) {
                Lockdown.check(model);
              }
            },
            other);
      }
    }
  }

  @Test
  void aModelsFolderCannotNameAClass() throws Exception {
    var described = Catalogue.builtIn().tensor(OCR).orElseThrow();
    for (var file : described.files()) {
      for (var source : ModelFiles.folders().sources()) {
        if (Files.exists(source.resolve(file.path()))) {
          Files.copy(
              source.resolve(file.path()),
              folder.resolve(file.path()),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Files.writeString(
        folder.resolve("serving.properties"),
        "engine=Rpc\ntranslatorFactory=" + NamedByAModel.class.getName() + "\n");
    var folders = new ModelFolders(List.of(folder), Optional.empty());
    try (var model = OnnxTensorModel.load(described, folders).engine()) {
      assertEquals(1, model.inputs().size());
    }
    assertFalse(NAMED_BY_A_MODEL.get());
  }
}
