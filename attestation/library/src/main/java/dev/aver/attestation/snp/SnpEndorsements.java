// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.snp;

import dev.aver.attestation.bytes.Bytes;
import java.util.Optional;

/**
 * What travels with a report to vouch for it, as DER. None of it is trusted: the ARK only selects
 * one of the verifier's roots.
 *
 * @param vek the VCEK or VLEK certificate
 * @param ask the ASK, for a VLEK the ASVK
 * @param ark the ARK
 * @param crl the ARK's revocation list
 */
public record SnpEndorsements(Bytes vek, Bytes ask, Bytes ark, Optional<Bytes> crl) {}
