// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Verification;
import dev.aver.attestation.Verifier;
import dev.aver.attestation.bundle.BundleFiles;
import dev.aver.attestation.bundle.EvidenceBundle;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import dev.aver.attestation.json.JsonWriter;
import dev.aver.attestation.policy.Expectation.AnyOf;
import dev.aver.attestation.policy.Expectation.Unchecked;
import dev.aver.attestation.result.AttestationResult;
import dev.aver.attestation.result.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence is one of the images that somebody measured, whole, or it is refused. */
class ReferenceValuesTest {
  private static final long AT = BundleFiles.AT;
  private static final String SOURCE = "Example AG";
  private static final String OTHER_DIGEST = "0x" + "11".repeat(32);
  private static final String OTHER_REGISTER = "11".repeat(48);

  private static EvidenceBundle evidence(String name) throws Rejected {
    return EvidenceBundle.parse(BundleFiles.read(name));
  }

  private static ReferenceImage image(String name) throws Rejected {
    return ReferenceImage.accepting(evidence(name), "of " + name);
  }

  private static ReferenceValues values(List<ReferenceImage> images) {
    return new ReferenceValues(SOURCE, AT, AT, images);
  }

  private static AppraisalPolicy policy(String name) throws Rejected {
    return AppraisalPolicy.accepting(evidence(name)).leavingImagesTo(SOURCE);
  }

  /** The image's name, or the only reason. */
  private static String answer(String name, Verification options) {
    var result = Verifier.verify(BundleFiles.read(name), options);
    if (result.verdict() == Verdict.VERIFIED) {
      assertEquals(Json.of(SOURCE), result.claims().get("imageSource"));
      return result.claims().get("image") instanceof Json.Str(String image) ? image : "?";
    }
    assertEquals(1, result.reasons().size(), result.reasons().toString());
    return result.reasons().getFirst().name();
  }

  private static String answer(String name, ReferenceValues values) throws Rejected {
    return answer(name, BundleFiles.options().with(policy(name)).with(values));
  }

  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v4", "evidence-tdx-v5"})
  void evidenceIsTheImageThatItIs(String name) throws Exception {
    var both = List.of(image("evidence-nonce"), image("evidence-tdx-v5"), image(name));
    var found = answer(name, values(both));
    assertEquals(name.equals("evidence-tdx-v4") ? found : "of " + name, found);
    assertEquals("REFERENCE_VALUES_MISMATCH", answer(name, values(List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evidence-nonce  | snp/measurement      | {'anyOf':['REGISTER']}   | no",
        "evidence-nonce  | snp/measurement      | {'anyOf':[]}             | no",
        "evidence-nonce  | snp/measurement      | {'unchecked':'a test'}   | yes",
        "evidence-tdx-v5 | tdx/mrTd             | {'exactly':'REGISTER'}   | no",
        "evidence-tdx-v5 | tdx/rtmr0            | {'exactly':'REGISTER'}   | no",
        "evidence-tdx-v5 | tdx/rtmr1            | {'exactly':'REGISTER'}   | no",
        "evidence-tdx-v5 | tdx/rtmr2            | {'anyOf':[]}             | no",
        "evidence-tdx-v5 | tdx/rtmr3            | {'exactly':'REGISTER'}   | no",
        "evidence-tdx-v5 | tdx/rtmr3            | {'unchecked':'a test'}   | yes",
        "evidence-nonce  | keyset/models        | {'exactly':'DIGEST'}     | no",
        "evidence-nonce  | keyset/configuration | {'anyOf':['DIGEST']}     | no",
        "evidence-nonce  | keyset/build         | {'exactly':'DIGEST'}     | no",
        "evidence-tdx-v5 | keyset/build         | {'anyOf':[]}             | no",
        "evidence-tdx-v5 | keyset/build         | {'unchecked':'a test'}   | yes",
      })
  void oneValueOfAnotherImageMakesItAnother(
      String name, String path, String demand, String accepted) throws Exception {
    var changed = values(List.of(changed(name, path, demand)));
    assertEquals(
        accepted.equals("yes") ? "of " + name : "REFERENCE_VALUES_MISMATCH", answer(name, changed));
  }

  private static ReferenceImage changed(String name, String path, String demand) throws Rejected {
    var text = demand.replace("REGISTER", OTHER_REGISTER).replace("DIGEST", OTHER_DIGEST);
    var image =
        Paths.with(ReferenceImageJson.write(image(name)), List.of(path.split("/")), json(text));
    var document =
        BundleFiles.with(values(List.of()).toJson(), "images", none -> Json.array(List.of(image)));
    return ReferenceValues.parse(document).images().getFirst();
  }

  @Test
  void halfOfOneImageAndHalfOfAnotherAreNeither() throws Exception {
    var otherBuild = changed("evidence-nonce", "keyset/build", "{'exactly':'DIGEST'}");
    var otherLaunch = changed("evidence-nonce", "snp/measurement", "{'exactly':'REGISTER'}");
    assertEquals(
        "REFERENCE_VALUES_MISMATCH",
        answer("evidence-nonce", values(List.of(otherBuild, otherLaunch))));
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,of evidence-nonce",
    "-5,0,of evidence-nonce",
    "1,2,REFERENCE_VALUES_NOT_YET_VALID",
    "-2,-1,REFERENCE_VALUES_EXPIRED",
  })
  void theyCountFromTheirFirstMillisecondToTheirLast(long from, long until, String answer)
      throws Exception {
    var images = List.of(image("evidence-nonce"));
    assertEquals(
        answer,
        answer("evidence-nonce", new ReferenceValues(SOURCE, AT + from, AT + until, images)));
  }

  @Test
  void aProofIsJudgedByWhatCountedWhenItsReceiptWasIssued() throws Exception {
    var policy = AppraisalPolicy.accepting(proofEvidence()).leavingImagesTo(SOURCE);
    var images = List.of(ReferenceImage.accepting(proofEvidence(), "then"));
    var values = new ReferenceValues(SOURCE, 0, AT, images);
    var options = BundleFiles.options().with(policy).with(values);
    var proof = BundleFiles.read("proof-signed");
    assertEquals(List.of(), Verifier.verify(proof, options).reasons());
    var late = options.judgedAt(AT + 1);
    assertEquals(List.of(Reason.REFERENCE_VALUES_EXPIRED), Verifier.verify(proof, late).reasons());
  }

  private static EvidenceBundle proofEvidence() throws Rejected {
    var evidence = BundleFiles.json("proof-signed").members().get("evidence");
    return EvidenceBundle.parse(Optional.ofNullable(evidence).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'exactly':'Example AG'} | of evidence-nonce",
        "{'anyOf':['Them','Example AG']} | of evidence-nonce",
        "{'unchecked':'whoever'} | of evidence-nonce",
        "{'exactly':'Them'} | REFERENCE_VALUES_NOT_ACCEPTED",
        "{'anyOf':[]} | REFERENCE_VALUES_NOT_ACCEPTED",
      })
  void aPolicySaysWhoseTheyAre(String demand, String answer) throws Exception {
    var policy = AppraisalPolicy.parse(demanding(policy("evidence-nonce"), demand));
    var options = BundleFiles.options().with(policy);
    assertEquals("REFERENCE_VALUES_MISSING", answer("evidence-nonce", options));
    assertEquals(
        answer, answer("evidence-nonce", options.with(values(List.of(image("evidence-nonce"))))));
    assertEquals(policy, AppraisalPolicy.parse(policy.toJson()));
  }

  private static Json demanding(AppraisalPolicy policy, String demand) throws Rejected {
    var json = json(demand);
    return BundleFiles.with(policy.toJson(), "referenceValues", old -> json);
  }

  @Test
  void namedTheyAreDemandedWhateverThePolicySays() throws Exception {
    var own = AppraisalPolicy.accepting(evidence("evidence-nonce"));
    var options = BundleFiles.options().with(own).with(values(List.of()));
    assertEquals("REFERENCE_VALUES_MISMATCH", answer("evidence-nonce", options));
    var bare = BundleFiles.options().with(values(List.of()));
    assertEquals("REFERENCE_VALUES_MISMATCH", answer("evidence-nonce", bare));
  }

  @Test
  void theyRemoveNothingThatThePolicyDemands() throws Exception {
    var own = AppraisalPolicy.accepting(evidence("evidence-nonce"));
    var snp = own.snp().orElseThrow();
    var refused = snp.with(snp.identity().withMeasurement(new AnyOf<>(List.of())));
    var policy =
        new AppraisalPolicy(
            own.tee(), Optional.of(refused), Optional.empty(), own.keyset(), own.machines());
    var options = BundleFiles.options().with(policy);
    assertEquals(
        "MEASUREMENT_MISMATCH",
        answer("evidence-nonce", options.with(values(List.of(image("evidence-nonce"))))));
  }

  @Test
  void aLaunchAloneIsNoImageUntilSomebodySaysTheRest() throws Exception {
    var launch = Launch.of(evidence("evidence-nonce"));
    var measured = ReferenceImage.measured(launch, "measured");
    assertEquals("REFERENCE_VALUES_MISMATCH", answer("evidence-nonce", values(List.of(measured))));
    var filled =
        new ReferenceImage("filled in", measured.launch(), unchecked(), unchecked(), unchecked());
    assertEquals("filled in", answer("evidence-nonce", values(List.of(filled))));
  }

  @Test
  void aBareReportIsAnImageThatDemandsNothingOfAKeyset() throws Exception {
    var own = image("evidence-nonce");
    var launchOnly =
        new ReferenceImage("ours", own.launch(), unchecked(), unchecked(), unchecked());
    assertEquals(Verdict.VERIFIED, bare(launchOnly).verdict());
    assertEquals(Json.of("ours"), bare(launchOnly).claims().get("image"));
    assertEquals(
        Verdict.INCOMPLETE, bare(own).verdict(), "a keyset is demanded, and none is there");
    var other = bare(image("evidence-tdx-v5"));
    assertEquals(List.of(Reason.REFERENCE_VALUES_MISMATCH), other.reasons());
  }

  private static AttestationResult bare(ReferenceImage image) throws Rejected {
    var evidence = BundleFiles.json("evidence-nonce");
    var body =
        Json.object().put("report", Optional.ofNullable(evidence.get("report")).orElseThrow());
    ((Json.Obj) Optional.ofNullable(evidence.get("endorsements")).orElseThrow())
        .members()
        .forEach(body::put);
    var own = policy("evidence-nonce");
    var policy =
        new AppraisalPolicy(
            own.tee(),
            own.snp(),
            Optional.empty(),
            Optional.empty(),
            KeysetPolicy.unchecked("a bare report has none"),
            own.machines(),
            own.referenceValues());
    return Verifier.verifyReport(
        BundleFiles.text(body.build()),
        BundleFiles.options().with(policy).with(values(List.of(image))));
  }

  private static <T> Expectation<T> unchecked() {
    return new Unchecked<>("a test");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evidence-nonce", "evidence-tdx-v5"})
  void theyComeBackFromJsonAsTheyWere(String name) throws Exception {
    var values = values(List.of(image(name), image("evidence-nonce")));
    assertEquals(values, ReferenceValues.parse(values.toJson()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TYPE_UNKNOWN  | 'type':'aver/reference-values/v1' | 'type':'aver/reference-values/v2'",
        "FIELD_RANGE   | 'source':'Example AG'  | 'source':' '",
        "FIELD_RANGE   | 'source':'Example AG'  | 'source':'unknown'",
        "FIELD_MISSING | 'source':'Example AG', | ``",
        "FIELD_RANGE   | 'issuedAt':T           | 'issuedAt':1780315200001",
        "FIELD_MISSING | 'issuedAt':T,          | ``",
        "FIELD_MISSING | 'expiresAt':T,         | ``",
        "FIELD_RANGE   | 'expiresAt':T          | 'expiresAt':-1",
        "FIELD_TYPE    | 'images':[             | 'images':7,'more':[",
        "FIELD_UNKNOWN | 'images':[             | 'more':1,'images':[",
        "FIELD_UNKNOWN | 'keyset':{             | 'more':1,'keyset':{",
        "FIELD_MISSING | 'snp':{                | 'snp':{},'tdx':{",
        "FIELD_MISSING | 'keyset':{             | 'keyset':{},'more':{",
        "FIELD_MISSING | 'image':'of evidence-nonce', | ``",
        "FIELD_RANGE   | 'image':'of evidence-nonce'  | 'image':''",
        "FIELD_UNKNOWN | 'measurement':{'exactly'     | 'measurement':{'atLeast'",
        "FIELD_RANGE   | 'measurement':{'exactly'     | 'measurement':{'unchecked':''},'x':{'exactly'",
        "HEX_FORMAT    | 'measurement':{'exactly':'   | 'measurement':{'exactly':'00",
        "JSON_DUPLICATE_KEY | 'source':'Example AG'   | 'source':'Us','source':'Us'",
      })
  void whatLeavesADoubtIsRefused(Reason reason, String part, String instead) throws Exception {
    var whole = JsonWriter.write(values(List.of(image("evidence-nonce"))).toJson());
    var from = part.replace('\'', '"').replace(":T", ":" + AT);
    var changed = whole.replaceFirst(Pattern.quote(from), instead.replace('\'', '"'));
    assertNotEquals(whole, changed);
    var text = Bytes.utf8(changed);
    assertEquals(reason, assertThrows(Rejected.class, () -> ReferenceValues.parse(text)).reason());
  }

  private static Json json(String text) throws Rejected {
    return JsonReader.document(Bytes.utf8(text.replace('\'', '"')), ReferenceValues.MAX_BYTES);
  }
}
