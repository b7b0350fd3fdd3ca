// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Digest;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import java.util.stream.Stream;

/**
 * What a relying party demands of the keyset: which models, which measured configuration, which
 * build of the software, and for how long its keys may live.
 *
 * @param models SHA-256 of the manifests, as the keyset has it
 * @param configuration SHA-256 of the configuration
 * @param build SHA-256 of the build record
 * @param lifetime {@code notAfter − notBefore} in seconds
 */
public record KeysetPolicy(
    Expectation<Digest> models,
    Expectation<Digest> configuration,
    Expectation<Digest> build,
    Expectation<Long> lifetime) {
  /** 31 days: no keyset lives longer (formats.md, 3). */
  private static final long MAX_LIFETIME = 31L * 24 * 3600;

  /** Without a floor: that keys live longer is nobody's demand. */
  private static final Spelling<Long> SECONDS =
      Spelling.unordered((json, where) -> Members.integer(json, where, 1, MAX_LIFETIME), Json::of);

  /** Demands nothing, for the one reason given. */
  public static KeysetPolicy unchecked(String why) {
    return new KeysetPolicy(
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why),
        new Expectation.Unchecked<>(why));
  }

  /** Whether any of the four is checked. */
  public boolean demandsAnything() {
    return Stream.of(models, configuration, build, lifetime)
        .anyMatch(expectation -> !(expectation instanceof Expectation.Unchecked));
  }

  static KeysetPolicy parse(Members members) throws Rejected {
    var policy =
        new KeysetPolicy(
            ExpectationJson.read(members, "models", Spelling.DIGEST),
            ExpectationJson.read(members, "configuration", Spelling.DIGEST),
            ExpectationJson.read(members, "build", Spelling.DIGEST),
            ExpectationJson.read(members, "lifetime", SECONDS));
    members.end();
    return policy;
  }

  Json toJson() {
    return Json.object()
        .put("models", ExpectationJson.write(models, Spelling.DIGEST))
        .put("configuration", ExpectationJson.write(configuration, Spelling.DIGEST))
        .put("build", ExpectationJson.write(build, Spelling.DIGEST))
        .put("lifetime", ExpectationJson.write(lifetime, SECONDS))
        .build();
  }
}
