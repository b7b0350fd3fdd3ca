// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.BundleFiles;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A place is known by the verifier's own list alone, and only for as long as an entry counts. */
class MachineListTest {
  private static final String UNCHECKED = "{'unchecked':'a test'}";
  private static final String LISTED = "{'exactly':true}";
  private static final String OURS = "{'ID','location':'Zug, cage 4','owner':'Us','expiresAt':T+0";
  private static final String OTHER =
      "{'chipId':'" + "ab".repeat(64) + "','location':'Oslo','owner':'Us','expiresAt':T+0}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OURS}         | UNCHECKED                   | UNCHECKED           | Zug, cage 4",
        "OURS}         | LISTED                      | UNCHECKED           | Zug, cage 4",
        "OTHER,OURS}   | LISTED                      | {'exactly':'Us'}    | Zug, cage 4",
        "``            | UNCHECKED                   | UNCHECKED           | unknown",
        "OTHER         | UNCHECKED                   | UNCHECKED           | unknown",
        "OURS,'revokedAt':T+1} | LISTED              | UNCHECKED           | Zug, cage 4",
        "OURS,'revokedAt':T+0} | UNCHECKED           | UNCHECKED           | unknown",
        "OURS,'revokedAt':0}   | UNCHECKED           | UNCHECKED           | unknown",
        "``            | LISTED                      | UNCHECKED           | MACHINE_NOT_LISTED",
        "``            | UNCHECKED                   | {'anyOf':['Us']}    | MACHINE_NOT_LISTED",
        "OTHER         | LISTED                      | {'exactly':'Us'}    | MACHINE_NOT_LISTED",
        "OURS,'revokedAt':T+0} | LISTED              | UNCHECKED           | MACHINE_REVOKED",
        "OURS,'revokedAt':0}   | {'anyOf':[true]}    | {'exactly':'Us'}    | MACHINE_REVOKED",
        "OURS}         | LISTED                      | {'exactly':'Them'}  | OWNER_NOT_ACCEPTED",
        "OURS}         | UNCHECKED                   | {'anyOf':[]}        | OWNER_NOT_ACCEPTED",
        "``            | UNCHECKED                   | {'anyOf':[]}        | MACHINE_NOT_LISTED",
        "OURS}         | {'anyOf':[]}                | UNCHECKED           | MACHINE_NOT_ACCEPTED",
        "``            | {'anyOf':[]}                | UNCHECKED           | MACHINE_NOT_LISTED",
      })
  void aListSaysWhereAMachineIsOrWhyNot(String list, String listed, String owner, String answer)
      throws Exception {
    for (var name : List.of("evidence-nonce", "evidence-tdx-v5")) {
      assertEquals(answer, answer(name, list, listed, UNCHECKED, owner), name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'exactly':'Zug, cage 4'} | Zug, cage 4",
        "{'anyOf':['Oslo','Zug, cage 4']} | Zug, cage 4",
        "{'anyOf':['Oslo']} | LOCATION_NOT_ACCEPTED",
        "{'anyOf':[]} | LOCATION_NOT_ACCEPTED",
      })
  void thePlaceItselfCanBeDemanded(String location, String answer) throws Exception {
    assertEquals(answer, answer("evidence-nonce", "OURS}", UNCHECKED, location, UNCHECKED));
  }

  @Test
  void anEntryCountsToItsLastMillisecond() throws Exception {
    var expired = "OURS}".replace("OURS", OURS.replace("T+0", "T-1"));
    assertEquals("unknown", answer("evidence-nonce", expired, UNCHECKED, UNCHECKED, UNCHECKED));
    assertEquals(
        "MACHINE_EXPIRED", answer("evidence-nonce", expired, LISTED, UNCHECKED, UNCHECKED));
    var revokedToo = expired.replace("}", ",'revokedAt':T-5}");
    assertEquals(
        "MACHINE_REVOKED", answer("evidence-nonce", revokedToo, LISTED, UNCHECKED, UNCHECKED));
  }

  @Test
  void aNumberOfAnotherKindIsAnotherMachine() throws Exception {
    var chipOfTdx = "{'platformInstanceId':'" + "01".repeat(16) + "'," + tail();
    assertEquals(
        "MACHINE_NOT_LISTED", answer("evidence-nonce", chipOfTdx, LISTED, UNCHECKED, UNCHECKED));
  }

  @Test
  void aProofIsJudgedByWhatWasKnownWhenItsReceiptWasIssued() throws Exception {
    var policy = policy("evidence-nonce", "OURS}", LISTED, UNCHECKED, UNCHECKED);
    var proof = BundleFiles.read("proof-signed");
    var early = Verifier.verify(proof, BundleFiles.options().with(policy));
    assertEquals(List.of(), early.reasons());
    var late = BundleFiles.options().with(policy).judgedAt(BundleFiles.AT + 1);
    assertEquals(List.of(Reason.MACHINE_EXPIRED), Verifier.verify(proof, late).reasons());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "FIELD_MISSING | {}",
        "FIELD_MISSING | {'list':[]}",
        "FIELD_RANGE   | {'list':[OURS},OURS}],LAST}",
        "FIELD_MISSING | {'list':[{'location':'Zug','owner':'Us','expiresAt':1}],LAST}",
        "FIELD_MISSING | {'list':[{'ID','location':'Zug','owner':'Us'}],LAST}",
        "FIELD_TYPE    | {'list':[OURS,'revokedAt':null}],LAST}",
        "FIELD_UNKNOWN | {'list':[OURS,'note':'x'}],LAST}",
        "FIELD_UNKNOWN | {'list':[OURS,'platformInstanceId':'00'}],LAST}",
        "FIELD_RANGE   | {'list':[{'chipId':'ZERO','location':'Zug','owner':'Us','expiresAt':1}],LAST}",
        "HEX_FORMAT    | {'list':[{'chipId':'ab','location':'Zug','owner':'Us','expiresAt':1}],LAST}",
        "FIELD_RANGE   | {'list':[{'ID','location':'unknown','owner':'Us','expiresAt':1}],LAST}",
        "FIELD_RANGE   | {'list':[{'ID','location':' ','owner':'Us','expiresAt':1}],LAST}",
        "FIELD_RANGE   | {'list':[{'ID','location':'a\\u001bb','owner':'Us','expiresAt':1}],LAST}",
        "FIELD_RANGE   | {'list':[{'ID','location':'Zug','owner':'Us','expiresAt':-1}],LAST}",
        "FIELD_TYPE    | {'list':{},LAST}",
        "FIELD_UNKNOWN | {'list':[],LAST,'more':1}",
      })
  void aListThatLeavesADoubtIsRefused(Reason reason, String machines) throws Exception {
    var text =
        machines
            .replace("OURS", OURS)
            .replace("'ID'", id("evidence-nonce"))
            .replace("ZERO", "00".repeat(64))
            .replace("LAST", "'listed':U,'location':U,'owner':U".replace("U", UNCHECKED));
    var json = read(text);
    var changed = BundleFiles.with(whole("evidence-nonce"), "machines", old -> json);
    assertEquals(
        reason, assertThrows(Rejected.class, () -> AppraisalPolicy.parse(changed)).reason());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v5"})
  void aListComesBackFromJsonAsItWas(String name) throws Exception {
    var policy = policy(name, "OTHER,OURS,'revokedAt':7}", LISTED, LISTED_AT_ZUG, UNCHECKED);
    assertEquals(policy, AppraisalPolicy.parse(policy.toJson()));
  }

  private static final String LISTED_AT_ZUG = "{'anyOf':['Zug, cage 4']}";

  private static String tail() {
    return "'location':'Zug','owner':'Us','expiresAt':T+0}";
  }

  /** The place, or the only reason. */
  private static String answer(
      String name, String list, String listed, String location, String owner) throws Exception {
    var options = BundleFiles.options().with(policy(name, list, listed, location, owner));
    AttestationResult result = Verifier.verify(BundleFiles.read(name), options);
    if (result.verdict() == Verdict.VERIFIED) {
      return result.claims().get("location") instanceof Json.Str(String place) ? place : "?";
    }
    assertEquals(1, result.reasons().size(), result.reasons().toString());
    return result.reasons().getFirst().name();
  }

  private static AppraisalPolicy policy(
      String name, String list, String listed, String location, String owner) throws Exception {
    var text =
        "{'list':[LIST],'listed':WHETHER,'location':PLACE,'owner':OWNER}"
            .replace("LIST", list)
            .replace("WHETHER", listed)
            .replace("PLACE", location)
            .replace("OWNER", owner)
            .replace("UNCHECKED", UNCHECKED)
            .replace("LISTED", LISTED)
            .replace("OURS", OURS)
            .replace("OTHER", OTHER)
            .replace("'ID'", id(name));
    var machines = read(text);
    return AppraisalPolicy.parse(BundleFiles.with(whole(name), "machines", old -> machines));
  }

  private static Json read(String text) throws Rejected {
    var at = BundleFiles.AT;
    var json =
        text.replace('\'', '"')
            .replace("T+0", Long.toString(at))
            .replace("T+1", Long.toString(at + 1))
            .replace("T-1", Long.toString(at - 1))
            .replace("T-5", Long.toString(at - 5));
    return JsonReader.document(BundleFiles.utf8(json), AppraisalPolicy.MAX_BYTES);
  }

  private static Json.Obj whole(String name) throws Rejected {
    return AppraisalPolicy.accepting(EvidenceBundle.parse(BundleFiles.read(name))).toJson();
  }

  /** The number of the simulated machine, as a member, by the claims of a verification. */
  private static String id(String name) throws Rejected {
    var options = BundleFiles.options().with(AppraisalPolicy.parse(whole(name)));
    var claims = Verifier.verify(BundleFiles.read(name), options).claims();
    var hardware = (Json.Obj) claims.members().get("hardware");
    var tdx = name.contains("tdx");
    var claim = hardware.get(tdx ? "platform_instance_id" : "chipId");
    var number = claim instanceof Json.Str(String hex) ? hex : "?";
    return "'" + (tdx ? "platformInstanceId" : "chipId") + "':'" + number + "'";
  }
}
