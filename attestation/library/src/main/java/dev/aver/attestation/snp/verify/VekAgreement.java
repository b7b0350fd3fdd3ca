// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.SigningKey;
import dev.aver.attestation.snp.abi.SnpReport;
import dev.aver.attestation.snp.steps.Steps;
import java.util.Optional;

/**
 * Step 5: the VEK has the extensions of its kind and product, and the product is the same by
 * issuer, by product name and by CPUID.
 */
final class VekAgreement {
  private static final int STEP = 5;
  private static final int[] LEGACY_LEVELS = {1, 2, 3, 8};
  private static final int[] TURIN_LEVELS = {1, 2, 3, 8, 9};
  private static final int FMC = 9;

  private VekAgreement() {}

  /** The product by the issuer's name, if it is a supported one. */
  static Optional<Product> product(VekRole role, Steps steps) {
    var product = role.line().flatMap(Product::named);
    if (product.isEmpty() && role.line().isPresent()) {
      var line = role.line().get();
      steps.fail(STEP, Reason.PRODUCT_UNKNOWN, "product line " + line + " is not supported");
    }
    return product;
  }

  static void complete(VekExtensions extensions, SigningKey kind, Product product, Steps steps) {
    var fmc = product == Product.TURIN;
    for (var number : fmc ? TURIN_LEVELS : LEGACY_LEVELS) {
      extension(steps, extensions.level(number).isPresent(), "security level " + number);
    }
    steps.require(
        STEP,
        fmc || extensions.level(FMC).isEmpty(),
        Reason.VEK_EXTENSION,
        "an fmc level, which only Turin has");
    var hwId = extensions.hwId();
    var cspId = extensions.cspId();
    if (kind == SigningKey.VCEK) {
      extension(steps, hwId.isPresent(), "hwID");
      steps.require(
          STEP,
          hwId.isEmpty() || hwId.get().size() == product.chipIdSize(),
          Reason.VEK_EXTENSION,
          "hwID has not the size of " + product.line());
      foreign(steps, cspId.isPresent(), "a VCEK with a CSP id");
    } else {
      extension(steps, cspId.isPresent(), "CSP id");
      foreign(steps, hwId.isPresent(), "a VLEK with a hwID");
    }
  }

  static void sameProduct(
      Optional<VekExtensions> extensions,
      Optional<SnpReport> report,
      Optional<Product> product,
      Steps steps) {
    var line = product.map(Product::line).orElse("");
    if (extensions.isPresent() && product.isPresent()) {
      var named = extensions.get().productName();
      steps.require(
          STEP,
          extensions.get().line().equals(line),
          Reason.PRODUCT_MISMATCH,
          "issued for " + line + ", named " + named);
    }
    var cpuid = report.flatMap(SnpReport::cpuid);
    if (cpuid.isPresent()) {
      cpuid(cpuid.get().line(), cpuid.get().toString(), product, steps);
    }
  }

  private static void cpuid(
      Optional<String> line, String cpuid, Optional<Product> product, Steps steps) {
    if (line.flatMap(Product::named).isEmpty()) {
      var name = line.orElse("not known");
      steps.fail(STEP, Reason.PRODUCT_UNKNOWN, cpuid + " is " + name);
    }
    if (product.isPresent() && line.isPresent() && !line.get().equals(product.get().line())) {
      var detail = cpuid + " is " + line.get() + ", the VEK's issuer is of ";
      steps.fail(STEP, Reason.PRODUCT_MISMATCH, detail + product.get().line());
    }
  }

  private static void extension(Steps steps, boolean there, String what) {
    steps.require(STEP, there, Reason.VEK_EXTENSION, what + " is missing");
  }

  private static void foreign(Steps steps, boolean there, String what) {
    steps.require(STEP, !there, Reason.VEK_EXTENSION, what);
    steps.require(STEP, !there, Reason.VEK_KIND_MISMATCH, what);
  }
}
