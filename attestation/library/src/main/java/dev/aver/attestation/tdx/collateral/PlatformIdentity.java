// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.tdx.collateral;

import dev.aver.attestation.bytes.Bytes;
import java.util.Optional;

/**
 * What Intel certified of a platform in its PCK certificate (attestation.md, 3.2).
 *
 * @param ppid 16 bytes, the same for the life of the machine
 * @param sgx component versions, decoded one by one: these are compared, not {@code cpuSvn}
 * @param pceSvn version of the provisioning enclave
 * @param cpuSvn 16 bytes, opaque
 * @param pceId 2 bytes
 * @param fmspc 6 bytes: the platform model
 * @param sgxType 0 standard, 1 scalable, 2 scalable with integrity
 * @param platformInstanceId 16 bytes, of multi-package platforms
 */
public record PlatformIdentity(
    Bytes ppid,
    Svns sgx,
    int pceSvn,
    Bytes cpuSvn,
    Bytes pceId,
    Bytes fmspc,
    int sgxType,
    Optional<Bytes> platformInstanceId) {}
