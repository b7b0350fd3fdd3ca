// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.verify;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.endorsement.Certificate;
import dev.aver.attestation.endorsement.Der;
import dev.aver.attestation.tdx.collateral.PlatformIdentity;
import dev.aver.attestation.tdx.collateral.Svns;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads Intel's SGX extension of a PCK certificate (attestation.md, 3.2). */
final class PckExtension {
  private static final String OID = "1.2.840.113741.1.13.1";
  private static final String PPID = OID + ".1";
  private static final String TCB = OID + ".2";
  private static final String PCEID = OID + ".3";
  private static final String FMSPC = OID + ".4";
  private static final String SGX_TYPE = OID + ".5";
  private static final String PLATFORM_INSTANCE_ID = OID + ".6";
  private static final int PCESVN = 17;
  private static final int CPUSVN = 18;
  private static final int MAX_SVN = 255;
  private static final int MAX_PCESVN = 0xffff;
  private static final int MAX_SGX_TYPE = 2;

  private final Map<String, Bytes> values;

  private PckExtension(Map<String, Bytes> values) {
    this.values = values;
  }

  /**
   * Reads what the certificate says of its platform.
   *
   * @throws Rejected {@link Reason#PCK_EXTENSION}
   */
  static PlatformIdentity read(Certificate pck) throws Rejected {
    var extension = pck.extension(OID);
    if (extension.isEmpty() || pck.extensionTwice()) {
      throw new Rejected(Reason.PCK_EXTENSION, "no SGX extension, or an extension twice");
    }
    var top = new PckExtension(members(extension.get().value()));
    var tcb = new PckExtension(members(top.required(TCB)));
    return new PlatformIdentity(
        top.octets(PPID, 16),
        tcb.components(),
        tcb.number(TCB + "." + PCESVN, MAX_PCESVN),
        tcb.octets(TCB + "." + CPUSVN, Svns.COUNT),
        top.octets(PCEID, 2),
        top.octets(FMSPC, 6),
        top.sgxType(),
        top.platformInstanceId());
  }

  /**
   * SEQUENCE OF SEQUENCE { OID, value }: identifiers Intel may add are kept and never asked for.
   */
  private static Map<String, Bytes> members(Bytes sequence) throws Rejected {
    var outer = der(sequence);
    var members = outer.enter(Der.SEQUENCE);
    outer.end();
    var values = new HashMap<String, Bytes>();
    while (members.hasMore()) {
      var member = members.enter(Der.SEQUENCE);
      var oid = member.oid();
      if (values.put(oid, member.element()) != null) {
        throw member.bad("member " + oid + " twice");
      }
      member.end();
    }
    return values;
  }

  private static Der der(Bytes value) {
    return Der.of(value, Reason.PCK_EXTENSION);
  }

  private Bytes required(String oid) throws Rejected {
    var value = values.get(oid);
    if (value == null) {
      throw new Rejected(Reason.PCK_EXTENSION, "no member " + oid);
    }
    return value;
  }

  private Bytes octets(String oid, int size) throws Rejected {
    var value = der(required(oid));
    var octets = value.take(Der.OCTET_STRING);
    if (octets.size() != size) {
      throw value.bad(oid + " has " + octets.size() + " bytes, not " + size);
    }
    return octets;
  }

  private int number(String oid, int max) throws Rejected {
    return der(required(oid)).integer(0, max);
  }

  private Svns components() throws Rejected {
    var svns = new byte[Svns.COUNT];
    for (var i = 0; i < svns.length; i++) {
      svns[i] = (byte) number(TCB + "." + (i + 1), MAX_SVN);
    }
    return new Svns(Bytes.of(svns));
  }

  private int sgxType() throws Rejected {
    var value = der(required(SGX_TYPE));
    var content = value.take(Der.ENUMERATED);
    if (content.size() != 1 || content.at(0) < 0 || content.at(0) > MAX_SGX_TYPE) {
      throw value.bad("unknown SGX type");
    }
    return content.at(0);
  }

  private Optional<Bytes> platformInstanceId() throws Rejected {
    return values.containsKey(PLATFORM_INSTANCE_ID)
        ? Optional.of(octets(PLATFORM_INSTANCE_ID, 16))
        : Optional.empty();
  }
}
