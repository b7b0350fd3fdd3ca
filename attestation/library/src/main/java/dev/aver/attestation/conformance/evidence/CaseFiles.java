// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.conformance.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that one case names, and those of its roots. A file that is not there is a fault of the
 * folder, not of the evidence, and thrown as such.
 */
public final class CaseFiles {
  private static final String PRODUCT = "<product>";

  private final EvidenceIndex index;
  private final EvidenceCase asked;
  private final Folder folder;

  CaseFiles(EvidenceIndex index, EvidenceCase asked, Folder folder) {
    this.index = index;
    this.asked = asked;
    this.folder = folder;
  }

  /** The file of this role. */
  public Bytes of(String role) {
    var path = asked.files().get(role);
    if (path == null) {
      throw new IllegalStateException("the case has no " + role);
    }
    return read(path);
  }

  /**
   * The files of the case's roots, none if it names none.
   *
   * @param products what {@code <product>} may stand for; products without files are left out
   */
  public List<Bytes> roots(List<String> products) {
    var found = new ArrayList<Bytes>();
    var pattern = asked.trustAnchor().map(index.trustAnchors()::get);
    if (pattern.isPresent()) {
      // The root comes first; what it issued travels with the evidence or is named behind it.
      var comma = pattern.get().indexOf(',');
      var rootPath = comma < 0 ? pattern.get() : pattern.get().substring(0, comma);
      if (rootPath.contains(PRODUCT)) {
        products.forEach(
            product -> folder.file(rootPath.replace(PRODUCT, product)).ifPresent(found::add));
      } else {
        found.add(read(rootPath));
      }
    }
    return found;
  }

  /**
   * The certificate that lies beside the case's root under this name, empty if there is none.
   *
   * @param product what {@code <product>} stands for
   */
  public Optional<Bytes> besideRoot(String product, String name) {
    return asked
        .trustAnchor()
        .map(index.trustAnchors()::get)
        .map(pattern -> pattern.substring(0, pattern.indexOf('/', pattern.indexOf(PRODUCT)) + 1))
        .map(folderOfRoot -> folderOfRoot.replace(PRODUCT, product) + name)
        .flatMap(folder::file);
  }

  /** Whether the case names roots that the index knows. */
  public boolean hasRoots() {
    return asked.trustAnchor().filter(index.trustAnchors()::containsKey).isPresent();
  }

  private Bytes read(String path) {
    return folder
        .file(path)
        .orElseThrow(() -> new IllegalStateException("no file " + path + " beside the index"));
  }
}
