// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.GuestPolicy;
import dev.aver.attestation.snp.abi.PlatformInfo;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SignerInfo;
import dev.aver.attestation.snp.abi.TcbLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The bit fields of AMD's structures in words: what is set, and nothing of what is not. */
final class SnpWords {
  private SnpWords() {}

  static String policy(GuestPolicy policy) {
    var words = new ArrayList<String>();
    words.add("ABI at least " + policy.abi());
    add(words, policy.debug(), "DEBUG ALLOWED");
    add(words, policy.smt(), "SMT allowed");
    add(words, policy.migrationAgent(), "migration agent allowed");
    add(words, policy.singleSocket(), "single socket");
    add(words, policy.cxl(), "CXL allowed");
    add(words, policy.aes256Xts(), "AES-256-XTS demanded");
    add(words, policy.raplDisabled(), "RAPL must be off");
    add(words, policy.ciphertextHiding(), "ciphertext hiding demanded");
    add(words, policy.pageSwapDisabled(), "page swap disabled");
    return String.join(", ", words);
  }

  static String platform(PlatformInfo info) {
    var words = new ArrayList<String>();
    var unknown = info.bits();
    for (var feature : info.features()) {
      words.add(feature.name().toLowerCase(Locale.ROOT).replace('_', ' '));
      unknown &= ~feature.mask();
    }
    add(words, unknown != 0, "unnamed bits 0x" + Long.toHexString(unknown));
    return String.join(", ", words);
  }

  static String signer(SignerInfo signer) {
    var words = new ArrayList<String>();
    words.add("key " + signer.signingKey().map(Enum::name).orElse("" + signer.signingKeyNumber()));
    add(words, signer.authorKeyEnabled(), "author key");
    add(words, signer.chipKeyMasked(), "CHIP KEY MASKED");
    return String.join(", ", words);
  }

  /** Reports before version 3 name no product; Turin has none of that age. */
  static String tcb(Optional<String> line, Bytes raw) {
    var layout =
        line.isEmpty()
            ? Optional.of(TcbLayout.LEGACY)
            : line.flatMap(Product::named).map(Product::layout);
    if (layout.isEmpty()) {
      return "";
    }
    var tcb = layout.get().decode(raw);
    var fmc = layout.get() == TcbLayout.TURIN ? "fmc " + tcb.fmc() + ", " : "";
    return String.format(
        Locale.ROOT,
        "%sbootloader %d, tee %d, snp %d, microcode %d",
        fmc,
        tcb.bootloader(),
        tcb.tee(),
        tcb.snp(),
        tcb.microcode());
  }

  private static void add(List<String> words, boolean set, String word) {
    if (set) {
      words.add(word);
    }
  }
}
