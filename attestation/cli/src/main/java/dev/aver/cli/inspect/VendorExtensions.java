// SPDX-License-Identifier: Apache-2.0
package dev.aver.cli.inspect;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.snp.verify.VekExtensions;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.verify.PckChain;

/** What AMD's and Intel's own extensions say of a chip, where a certificate has them. */
final class VendorExtensions {
  /** The arc of AMD's extensions. */
  static final String AMD = "1.3.6.1.4.1.3704.1.";

  /** Intel's SGX extension. */
  static final String INTEL = "1.2.840.113741.1.13.1";

  private static final String[] LEVELS = {
    "",
    "bootloader",
    "tee",
    "snp",
    "reserved 4",
    "reserved 5",
    "reserved 6",
    "reserved 7",
    "microcode",
    "fmc"
  };

  private VendorExtensions() {}

  static void show(Certificate certificate, Part.Builder part) {
    try {
      if (certificate.extensions().stream().anyMatch(e -> e.oid().startsWith(AMD))) {
        part.part(amd(VekExtensions.parse(certificate)));
      }
      if (certificate.extension(INTEL).isPresent()) {
        part.part(intel(PckChain.claimed(certificate)));
      }
    } catch (Rejected e) {
      part.problem(e);
    }
  }

  private static Part amd(VekExtensions vek) {
    var part = Part.of("AMD extensions", 0);
    part.member("structure version", Integer.toString(vek.structure()), "");
    part.member("product name", vek.productName(), "");
    for (var number = 1; number < LEVELS.length; number++) {
      var name = LEVELS[number];
      vek.level(number).ifPresent(level -> part.member(name, Integer.toString(level), ""));
    }
    vek.hwId().ifPresent(id -> part.member("chip id", id.hex(), ""));
    vek.cspId().ifPresent(id -> part.member("provider", id, ""));
    return part.build();
  }

  private static Part intel(PlatformIdentity platform) {
    var part = Part.of("Intel SGX extension", 0);
    part.member("FMSPC", platform.fmspc().hex(), "platform model");
    part.member("PCEID", platform.pceId().hex(), "");
    part.member("PPID", platform.ppid().hex(), "this machine");
    part.member("SGX components", platform.sgx().bytes().hex(), "one byte each");
    part.member("PCESVN", Integer.toString(platform.pceSvn()), "");
    part.member("CPUSVN", platform.cpuSvn().hex(), "");
    part.member("SGX type", Integer.toString(platform.sgxType()), "");
    platform
        .platformInstanceId()
        .ifPresent(id -> part.member("platform instance id", id.hex(), ""));
    return part.build();
  }
}
