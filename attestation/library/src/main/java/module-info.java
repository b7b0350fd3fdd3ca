// SPDX-License-Identifier: Apache-2.0
/** The rules: evidence, receipts, logs and proofs, checked by pure functions. */
module dev.aver.attestation {
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires org.bouncycastle.provider;

  exports dev.aver.attestation.bundle;
  exports dev.aver.attestation.bytes;
  exports dev.aver.attestation.compat;
  exports dev.aver.attestation.compat.cbor;
  exports dev.aver.attestation.compat.nitro;
  exports dev.aver.attestation.compat.opengradient;
  exports dev.aver.attestation.conformance.evidence;
  exports dev.aver.attestation.conformance;
  exports dev.aver.attestation.ear;
  exports dev.aver.attestation.endorsement;
  exports dev.aver.attestation.facts;
  exports dev.aver.attestation.json;
  exports dev.aver.attestation.keyset;
  exports dev.aver.attestation.log;
  exports dev.aver.attestation.measure;
  exports dev.aver.attestation.policy;
  exports dev.aver.attestation.receipt;
  exports dev.aver.attestation.result;
  exports dev.aver.attestation.snp;
  exports dev.aver.attestation.snp.abi;
  exports dev.aver.attestation.snp.appraise;
  exports dev.aver.attestation.snp.steps;
  exports dev.aver.attestation.snp.verify;
  exports dev.aver.attestation.tdx.abi;
  exports dev.aver.attestation.tdx.appraise;
  exports dev.aver.attestation.tdx.collateral;
  exports dev.aver.attestation.tdx.eventlog;
  exports dev.aver.attestation.tdx.verify;
  exports dev.aver.attestation.tdx;
  exports dev.aver.attestation.text;
  exports dev.aver.attestation.typed;
  exports dev.aver.attestation.vtpm;
  exports dev.aver.attestation;
}
