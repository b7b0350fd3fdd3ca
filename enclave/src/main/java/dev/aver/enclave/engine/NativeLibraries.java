// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave.engine;

import dev.aver.enclave.models.PrivateFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads the engines' native libraries from the application's own jars and from nowhere else. Left
 * to themselves, one engine unpacks into a new folder at every start and the other loads whatever
 * lies in a cache below the home folder, unverified.
 *
 * <p>The libraries lie in a private folder only until they are loaded; a process that is killed
 * later leaves nothing behind.
 */
final class NativeLibraries {
  private static final String ONNX_PATH = "onnxruntime.native.path";
  private static final String TOKENIZERS_PATH = "RUST_LIBRARY_PATH";
  private static final List<String> RESOURCES =
      List.of(
          "ai/onnxruntime/native/linux-%s/libonnxruntime.so",
          "ai/onnxruntime/native/linux-%s/libonnxruntime4j_jni.so",
          "native/lib/linux-%s/cpu/libtokenizers.so");

  private NativeLibraries() {}

  /** Whether this JVM has been told where its libraries are: it loads them once only. */
  static boolean unpacked() {
    return System.getProperty(ONNX_PATH) != null;
  }

  /** Unpacks into {@code folder} and tells the engines, which load on first use. */
  static void unpack(PrivateFolder folder) throws IOException {
    var arm = System.getProperty("os.arch", "").equals("aarch64");
    for (var resource : RESOURCES) {
      var architecture = arm ? "aarch64" : resource.startsWith("native/") ? "x86_64" : "x64";
      copy(resource.formatted(architecture), folder.path());
    }
    System.setProperty(ONNX_PATH, folder.path().toString());
    // The file itself: naming its folder hits a null pointer in DJL 0.38 on hosts without a GPU.
    System.setProperty(TOKENIZERS_PATH, folder.path().resolve("libtokenizers.so").toString());
  }

  private static void copy(String resource, Path folder) throws IOException {
    var name = resource.substring(resource.lastIndexOf('/') + 1);
    try (InputStream in = NativeLibraries.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("the application holds no " + resource);
      }
      Files.copy(in, folder.resolve(name));
    }
  }
}
