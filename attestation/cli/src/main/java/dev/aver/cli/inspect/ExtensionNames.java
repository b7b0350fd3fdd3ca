// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import java.util.Map;

/**
 * What the object identifiers of extensions are called (RFC 5280, 4.2; attestation.md, 1.4, 3.2).
 */
final class ExtensionNames {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("2.5.29.14", "subject key identifier"),
          Map.entry("2.5.29.15", "key usage"),
          Map.entry("2.5.29.19", "basic constraints"),
          Map.entry("2.5.29.20", "CRL number"),
          Map.entry("2.5.29.31", "CRL distribution points"),
          Map.entry("2.5.29.35", "authority key identifier"),
          Map.entry(VendorExtensions.AMD + "1", "AMD structure version"),
          Map.entry(VendorExtensions.AMD + "2", "AMD product name"),
          Map.entry(VendorExtensions.AMD + "3.1", "AMD bootloader"),
          Map.entry(VendorExtensions.AMD + "3.2", "AMD tee"),
          Map.entry(VendorExtensions.AMD + "3.3", "AMD snp"),
          Map.entry(VendorExtensions.AMD + "3.8", "AMD microcode"),
          Map.entry(VendorExtensions.AMD + "3.9", "AMD fmc"),
          Map.entry(VendorExtensions.AMD + "4", "AMD chip id"),
          Map.entry(VendorExtensions.AMD + "5", "AMD provider"),
          Map.entry(VendorExtensions.INTEL, "Intel SGX"));

  private ExtensionNames() {}

  static String of(String oid) {
    return NAMES.getOrDefault(oid, "unnamed");
  }
}
