// SPDX-License-Identifier: Apache-2.0
/** The software TEE: genuine shapes, a root that nobody trusts unless it is named. */
module dev.aver.software {
  requires transitive dev.aver.attestation;
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;
  requires jdk.httpserver;

  exports dev.aver.software;
  exports dev.aver.software.azure;
  exports dev.aver.software.snp;
  exports dev.aver.software.tdx;
}
