// SPDX-License-Identifier: Apache-2.0
package dev.aver.software.service;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.software.service.Behaviour.Kind;
import dev.aver.software.snp.KeyDistribution;
import dev.aver.software.snp.SnpShape;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /vcek/v1/…} and {@code /vlek/v1/…} (attestation.md, 1.5). VLEKs themselves are for
 * providers that show who they are: 401.
 */
final class AmdPaths {
  private static final int UNAUTHORIZED = 401;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;

  private final Map<Product, KeyDistribution> lines = new EnumMap<>(Product.class);

  AmdPaths(Path directory, Clock clock, SecureRandom random) {
    for (var shape : SnpShape.values()) {
      lines.put(shape.product(), new KeyDistribution(directory, shape, clock, random));
    }
  }

  Answer answer(Question question, Kind behaviour) throws IOException {
    var path = question.path();
    if (path.size() != 4 || !path.get(1).equals("v1")) {
      return Answer.refused(NOT_FOUND);
    }
    var product = Product.named(path.get(2));
    var line = product.map(lines::get).filter(KeyDistribution::exists);
    if (line.isEmpty()) {
      return Answer.refused(NOT_FOUND);
    }
    var kind = SigningKey.valueOf(path.getFirst().toUpperCase(Locale.ROOT));
    return switch (path.get(3)) {
      case "cert_chain" ->
          line.get()
              .chain(kind)
              .map(chain -> Answer.ok("application/x-pem-file", chain))
              .orElseGet(() -> Answer.refused(NOT_FOUND));
      case "crl" ->
          Answer.ok(
              "application/pkix-crl",
              behaviour == Kind.EXPIRED ? line.get().expiredCrl() : line.get().crl());
      default ->
          kind == SigningKey.VLEK
              ? Answer.refused(UNAUTHORIZED)
              : vcek(line.get(), product.get(), question, behaviour);
    };
  }

  private static Answer vcek(
      KeyDistribution line, Product product, Question question, Kind behaviour) throws IOException {
    var tcb = tcb(product, question);
    var chip = hex(question.path().get(3)).filter(id -> id.size() == product.chipIdSize());
    if (tcb.isEmpty() || chip.isEmpty()) {
      return Answer.refused(BAD_REQUEST);
    }
    var vcek =
        switch (behaviour) {
          case EXPIRED -> Optional.of(line.expiredVcek(tcb.get()));
          case FOREIGN -> Optional.of(line.foreignVcek(tcb.get()));
          default -> line.vcek(chip.get(), tcb.get());
        };
    return vcek.map(der -> Answer.ok("application/pkix-cert", der))
        .orElseGet(() -> Answer.refused(NOT_FOUND));
  }

  private static Optional<Bytes> hex(String digits) {
    try {
      return Optional.of(Bytes.fromHex(digits.toLowerCase(Locale.ROOT)));
    } catch (Rejected e) {
      return Optional.empty();
    }
  }

  private static Optional<Tcb> tcb(Product product, Question question) {
    var fmc = product == Product.TURIN ? question.level("fmcSPL") : Optional.of(0);
    var bootloader = question.level("blSPL");
    var tee = question.level("teeSPL");
    var snp = question.level("snpSPL");
    var microcode = question.level("ucodeSPL");
    if (fmc.isEmpty()
        || bootloader.isEmpty()
        || tee.isEmpty()
        || snp.isEmpty()
        || microcode.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Tcb(fmc.get(), bootloader.get(), tee.get(), snp.get(), microcode.get()));
  }
}
