// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.endorsement;

import java.math.BigInteger;

/** The multiples of one point, made ready as far as it is used. Safe for many threads. */
interface Multiples {
  /**
   * Whether {@code ofGenerator} times the generator plus {@code ofPoint} times the point is a
   * point, not at infinity, whose x modulo the order is {@code r}.
   *
   * @param ofGenerator from 0 to one below the order, as is {@code ofPoint}
   * @param r from 1 to one below the order
   */
  boolean sumHasX(BigInteger ofGenerator, BigInteger ofPoint, BigInteger r);
}
