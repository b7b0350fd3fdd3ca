// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.bytes.SecretBytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.log.CheckpointText;
import dev.aver.attestation.log.Cosignatures;
import dev.aver.attestation.log.Ed25519Key;
import dev.aver.attestation.log.Inclusion;
import dev.aver.attestation.log.Journal;
import dev.aver.attestation.log.LogFolder;
import dev.aver.attestation.log.NoteSigner;
import dev.aver.attestation.log.Proofs;
import dev.aver.attestation.log.SignedCheckpoint;
import dev.aver.attestation.log.SignedNote;
import dev.aver.attestation.log.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Notes of enclaves' logs and operators' journals, cosignatures, and whole logs as folders. */
final class LogCases {
  private LogCases() {}

  static CaseOutcome note(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var area = formatCase.area();
    var key = SignedCheckpoint.verifierKey(formatCase.keyset());
    var note = SignedNote.parse(inputs.text("note"));
    var head = CheckpointText.of(note, key);
    var compare =
        head(inputs, head)
            .same("origin", area.text("origin"), head.origin())
            .same("vkey", area.text("vkey"), key.format())
            .same("keyId", area.text("keyId"), key.keyId().toString());
    return signed(compare, note, head, area.text("noteKeySeed"), key).accepted();
  }

  private static Comparison head(Values given, CheckpointText head) {
    var compare = new Comparison(given).value("origin", head.origin()).value("root", head.root());
    return given.has("size") ? compare.same("size", given.integer("size"), head.size()) : compare;
  }

  /** Signs the head again: Ed25519 is deterministic, so the very line must be among the note's. */
  private static Comparison signed(
      Comparison compare, SignedNote note, CheckpointText head, String seed, VerifierKey key)
      throws Rejected {
    try (var signing = Ed25519Key.of(SecretBytes.of(Digest.parse(seed).toArray()))) {
      var again = new NoteSigner(key.name(), signing).sign(head.text());
      return compare
          .same("publicKey", key.publicKey(), signing.publicKey())
          .same("text", note.text(), again.text())
          .same("line", true, note.lines().contains(again.lines().getFirst()));
    }
  }

  static CaseOutcome journal(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var compare = new Comparison(inputs);
    var entries = new ArrayList<Digest>();
    for (var json : inputs.list("entries")) {
      var given = Values.of("entry", json);
      var typed = TypedCases.structure(given.text("struct"), given.values("value"));
      compare.all("entry " + entries.size(), TypedCases.steps(given, typed));
      entries.add(given.digest("digest"));
    }
    var tree = TestTree.of(entries);
    var head = head(formatCase, inputs);
    compare
        .same("size", inputs.integer("size"), tree.size())
        .same("root", inputs.digest("root"), Proofs.root(tree.size(), tree));
    compare.same("head", new CheckpointText(head.origin(), tree.size(), head.root()), head);
    compare.value("root", head.root());
    return inclusion(inputs, tree, compare).computed();
  }

  private static Comparison inclusion(Values inputs, TestTree tree, Comparison compare)
      throws Rejected {
    var paths = inputs.list("inclusion");
    for (var index = 0; index < tree.size(); index++) {
      var path = TreeCases.digests(((Json.Arr) paths.get(index)).elements());
      compare.same("path of " + index, path, Proofs.inclusion(index, tree.size(), tree));
      Inclusion.verify(tree.node(0, index), index, tree.size(), path, inputs.digest("root"));
    }
    return compare;
  }

  /** The head of the area's own journal. */
  private static CheckpointText head(FormatCase formatCase, Values inputs) throws Rejected {
    var vkey = formatCase.area().values("journal").text("vkey");
    return Journal.verify(SignedNote.parse(inputs.text("note")), List.of(VerifierKey.parse(vkey)));
  }

  static CaseOutcome journalNote(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var known = keys(inputs, "journals");
    var note = SignedNote.parse(inputs.text("note"));
    return head(inputs, Journal.verify(note, known)).accepted();
  }

  static CaseOutcome cosignature(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    head(formatCase, inputs);
    var note = SignedNote.parse(inputs.text("note"));
    var times =
        Cosignatures.verify(
            note,
            keys(inputs, "witnesses"),
            Math.toIntExact(inputs.integer("quorum")),
            inputs.integer("issuedAt"));
    var compare = new Comparison(inputs);
    if (inputs.has("times")) {
      times(inputs.values("times"), times, compare);
    }
    if (inputs.has("line")) {
      line(formatCase, note, times, compare);
    }
    return compare.accepted();
  }

  private static void times(Values given, Map<String, Long> times, Comparison compare) {
    compare.same("witnesses", given.members().keySet(), times.keySet());
    times.forEach((name, seconds) -> compare.same(name, given.integer(name), seconds));
  }

  /** A witness's line, signed again. */
  private static void line(
      FormatCase formatCase, SignedNote note, Map<String, Long> times, Comparison compare)
      throws Rejected {
    for (var json : formatCase.area().list("witnesses")) {
      var witness = Values.of("witness", json);
      var seconds = times.get(witness.text("name"));
      if (seconds == null) {
        continue;
      }
      try (var key = Ed25519Key.of(SecretBytes.of(witness.digest("seed").toArray()))) {
        var line = Cosignatures.sign(note.text(), seconds, witness.text("name"), key);
        compare.value("line", line);
        var message = Cosignatures.message(note.text(), seconds);
        compare.same(
            "signedMessage",
            formatCase.inputs().text("signedMessage"),
            new String(message.toArray(), StandardCharsets.UTF_8));
        compare.same(
            "vkey",
            witness.text("vkey"),
            VerifierKey.cosignature(witness.text("name"), key.publicKey()).format());
      }
    }
  }

  /** The verifier's policy; where it is absent it knows none. */
  private static List<VerifierKey> keys(Values inputs, String name) throws Rejected {
    var keys = new ArrayList<VerifierKey>();
    for (var vkey : inputs.has(name) ? inputs.list(name) : List.<Json>of()) {
      keys.add(VerifierKey.parse(((Json.Str) vkey).value()));
    }
    return keys;
  }

  static CaseOutcome folder(FormatCase formatCase) throws Rejected {
    var inputs = formatCase.inputs();
    var folder = inputs.text("folder") + "/";
    var log = new LogFolder(path -> formatCase.folder().file(folder + path));
    var head = log.check(SignedCheckpoint.verifierKey(formatCase.keyset()));
    return head(inputs, head).accepted();
  }
}
