// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.Members;
import dev.aver.attestation.policy.Expectation;
import dev.aver.attestation.policy.Expectation.Exactly;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.snp.abi.Product;
import dev.aver.attestation.snp.abi.Tcb;
import dev.aver.attestation.snp.appraise.FirmwareDemands;
import dev.aver.attestation.snp.appraise.GuestDemands;
import dev.aver.attestation.snp.appraise.IdentityDemands;
import dev.aver.attestation.snp.appraise.PlatformDemands;
import dev.aver.attestation.snp.appraise.SnpPolicy;
import dev.aver.attestation.snp.appraise.TcbFloor;
import java.util.EnumMap;
import java.util.List;

/**
 * A case's policy in the words of the index: its default policy and what the case changes. Null and
 * false demands become {@code Unchecked}; a member that is not known is refused, so that no demand
 * is lost.
 */
final class SnpCasePolicy {
  private static final String WHY = "the case does not demand it";
  private static final int BYTE = 255;

  private final Members policy;

  private SnpCasePolicy(Members policy) {
    this.policy = policy;
  }

  static SnpPolicy of(Json.Obj differences) throws Rejected {
    var members = Members.of(differences, "policy");
    var read = new SnpCasePolicy(members);
    var policy = new SnpPolicy(read.guest(), read.platform(), read.identity());
    members.end();
    return policy;
  }

  private GuestDemands guest() throws Rejected {
    var open = GuestDemands.closed(WHY);
    return new GuestDemands(
        allowed("allow_debug", false),
        allowed("allow_migrate", false),
        allowed("allow_smt", true),
        open.singleSocket(),
        open.cxl(),
        open.aes256Xts(),
        open.raplDisabled(),
        open.ciphertextHiding(),
        open.pageSwapDisabled(),
        open.abi(),
        given("vmpl") ? new Exactly<>((int) policy.integer("vmpl", 0, 3)) : open.vmpl(),
        given("min_guest_svn")
            ? Expectation.atLeast(policy.integer("min_guest_svn", 0, Members.MAX_INTEGER))
            : open.guestSvn());
  }

  private PlatformDemands platform() throws Rejected {
    var open = FirmwareDemands.unchecked(WHY);
    var firmware =
        new FirmwareDemands(
            floor("min_tcb"),
            open.current(),
            open.committed(),
            floor("min_launch_tcb"),
            open.currentVersion(),
            open.committedVersion());
    var products = new EnumMap<Product, FirmwareDemands>(Product.class);
    for (var product : Product.values()) {
      products.put(product, firmware);
    }
    var base = SnpPolicy.authentic(WHY).platform();
    return new PlatformDemands(
        products,
        base.signingKey(),
        flag("require_committed_eq_current") ? new Exactly<>(false) : new Unchecked<>(WHY),
        base.info(),
        base.launchMitigations(),
        base.currentMitigations(),
        flag("require_crl") ? new Exactly<>(true) : new Unchecked<>(WHY));
  }

  private IdentityDemands identity() throws Rejected {
    return new IdentityDemands(
        bytes("report_data"),
        bytes("measurement"),
        bytes("host_data"),
        bytes("id_key_digest"),
        bytes("author_key_digest"),
        new Unchecked<>(WHY),
        new Unchecked<>(WHY),
        allowed("allow_masked_chip_id", true),
        bytes("chip_id"),
        List.of(),
        given("csp_id") ? new Exactly<>(policy.string("csp_id")) : new Unchecked<>(WHY));
  }

  /** Whether a member is there and demands something. */
  private boolean given(String name) {
    return policy.optional(name).filter(value -> value != Json.Null.NULL).isPresent();
  }

  private boolean flag(String name) throws Rejected {
    if (!given(name)) {
      return false;
    }
    if (policy.required(name) instanceof Json.Bool(boolean value)) {
      return value;
    }
    throw new Rejected(Reason.FIELD_TYPE, name + " is neither true nor false");
  }

  /** What is not allowed must be false; what is allowed is not looked at. */
  private Expectation<Boolean> allowed(String name, boolean byDefault) throws Rejected {
    var allowed = given(name) ? flag(name) : byDefault;
    return allowed ? new Unchecked<>(WHY) : new Exactly<>(false);
  }

  private Expectation<Bytes> bytes(String name) throws Rejected {
    return given(name) ? CaseDemands.bytes(policy.required(name)) : new Unchecked<>(WHY);
  }

  private Expectation<Tcb> floor(String name) throws Rejected {
    if (!given(name)) {
      return new Unchecked<>(WHY);
    }
    var components = policy.object(name);
    var floor =
        new Tcb(
            component(components, "fmc"),
            component(components, "bootloader"),
            component(components, "tee"),
            component(components, "snp"),
            component(components, "microcode"));
    components.end();
    return TcbFloor.of(floor);
  }

  private static int component(Members components, String name) throws Rejected {
    return components.has(name) ? (int) components.integer(name, 0, BYTE) : 0;
  }
}
