// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bundle.PublicProof;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of one call, put together: a proof as a relay serves it holds no receipt and is joined
 * to the one that its digest leads from. Nothing is decided here: a wrong pair is refused by the
 * verification, which reads all bytes again.
 */
final class Documents {
  private Documents() {}

  /**
   * The documents to verify, in the order of the files. A receipt that was joined is none of its
   * own.
   */
  static List<NamedFile> joined(List<NamedFile> files) {
    var receipts = files.stream().filter(file -> receipt(file).isPresent()).toList();
    var bare = files.stream().filter(Documents::isBareProof).toList();
    // One of each were meant for each other, whatever their digests: the verdict names the fault.
    var onlyPair = receipts.size() == 1 && bare.size() == 1;
    var joined = new ArrayList<NamedFile>();
    var used = new ArrayList<NamedFile>();
    for (var file : files) {
      var receipt =
          bare.contains(file)
              ? receipts.stream().filter(r -> onlyPair || leadsFrom(file, r)).findFirst()
              : Optional.<NamedFile>empty();
      receipt.ifPresent(used::add);
      joined.add(receipt.map(r -> join(file, r)).orElse(file));
    }
    joined.removeAll(used);
    return List.copyOf(joined);
  }

  /** Whether {@code file} is a proof as a relay serves it, without its receipt. */
  static boolean isBareProof(NamedFile file) {
    return PublicProof.isOne(tree(file));
  }

  private static Json tree(NamedFile file) {
    try {
      return JsonReader.document(file.content(), EvidenceBundle.MAX_BYTES);
    } catch (Rejected e) {
      return Json.Null.NULL; // The verification will say why.
    }
  }

  private static Optional<Receipt> receipt(NamedFile file) {
    try {
      return Optional.of(Receipt.parse(file.content()));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  private static boolean leadsFrom(NamedFile proof, NamedFile file) {
    try {
      return PublicProof.parse(proof.content()).isOf(receipt(file).orElseThrow());
    } catch (Rejected e) {
      return false;
    }
  }

  private static NamedFile join(NamedFile proof, NamedFile receipt) {
    var whole = Json.object();
    ((Json.Obj) tree(proof)).members().forEach(whole::put);
    whole.put("receipt", tree(receipt));
    return proof.with(Bytes.utf8(JsonWriter.write(whole.build())));
  }
}
