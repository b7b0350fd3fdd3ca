// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of TDX modules with versions of their own, and what Intel says of each.
 *
 * @param id upper case, {@code TDX_01} for module version 1
 * @param identity signer and attributes of the line
 * @param levels highest first; without one, no module of the line is supported
 */
public record TdxModuleVersion(String id, TdxModuleIdentity identity, List<SvnLevel> levels) {
  /** Copies the list. */
  public TdxModuleVersion {
    levels = List.copyOf(levels);
  }

  /** The id of the modules whose version is {@code TEE_TCB_SVN[1]}. */
  public static String id(int version) {
    return String.format(Locale.ROOT, "TDX_%02X", version);
  }

  /** The security version of the highest level. */
  public Optional<Integer> newest() {
    return levels.stream().findFirst().map(SvnLevel::isvSvn);
  }

  static TdxModuleVersion parse(Json json) throws Rejected {
    var module = Members.of(json, "tdxModuleIdentity");
    return new TdxModuleVersion(
        module.string("id").toUpperCase(Locale.ROOT),
        TdxModuleIdentity.parse(module),
        SvnLevel.parseAll(module));
  }
}
