// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation.conformance.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aver.attestation.Reason;
import dev.aver.attestation.Rejected;
import dev.aver.attestation.Vectors;
import dev.aver.attestation.bytes.Bytes;
import dev.aver.attestation.json.Json;
import dev.aver.attestation.json.JsonReader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions that no public case asks, made from genuine ones. */
class SnpAnswersTest {
  private static final Map<String, String> ANCHORS =
      Map.of("amd", "snp/roots/<product>/ark.pem, ask.pem, asvk.pem");
  private static final String GENOA = "snp/genoa-v5-oak/";
  private static final String REPORT = GENOA + "report.bin";
  private static final String AZURE = "snp/azure-vtpm-milan/";

  private final Map<String, Bytes> altered = new HashMap<>();
  private String missing = "nothing";

  private EvidenceAnswer answer(String members) throws Rejected {
    var json = "{\"id\":\"x\",\"tee\":\"snp\"," + members.replace('\'', '"') + "}";
    var asked = EvidenceCase.parse(JsonReader.document(Bytes.utf8(json), 1 << 16));
    var index = new EvidenceIndex(ANCHORS, List.of(asked));
    return new EvidenceConformance(index, this::file).answer(asked);
  }

  private Optional<Bytes> file(String path) {
    return path.contains(missing)
        ? Optional.empty()
        : Optional.of(altered.containsKey(path) ? altered.get(path) : Vectors.read(path));
  }

  private EvidenceAnswer genoa(String policy) throws Rejected {
    return answer(
        "'files':{'report':'%sreport.bin','vek':'%svek.der'},".formatted(GENOA, GENOA)
            + "'trust_anchor':'amd','verify_at':'2025-09-06T17:21:41Z','policy':"
            + policy);
  }

  private void alter(String path, int at, int... values) {
    altered.computeIfAbsent(path, Vectors::read);
    var content = altered.get(path).toArray();
    for (var i = 0; i < values.length; i++) {
      content[at + i] = (byte) values[i];
    }
    altered.put(path, Bytes.of(content));
  }

  private static Json parsed(EvidenceAnswer answer, String name) {
    return ((Json.Obj) answer.details().members().get("parsed")).get(name);
  }

  @Test
  void digitsOfADemandMayBeOfEitherCase() throws Rejected {
    var chip = Vectors.read(REPORT).slice(0x1a0, 0x1e0).hex();
    for (var spelled : List.of(chip, chip.toUpperCase(Locale.ROOT))) {
      assertEquals("accept", genoa("{'chip_id':'" + spelled + "'}").result());
    }
    assertEquals(
        List.of(Reason.CHIP_ID_MISMATCH), genoa("{'chip_id':'" + "00".repeat(64) + "'}").reasons());
  }

  @Test
  void demandsOfNothingAreNoDemands() throws Rejected {
    var none =
        "{'vmpl':null,'min_tcb':null,'min_launch_tcb':null,'min_guest_svn':null,'chip_id':null,"
            + "'report_data':null,'measurement':null,'host_data':null,'id_key_digest':null,"
            + "'author_key_digest':null,'csp_id':null,'require_crl':null,'allow_smt':null,"
            + "'require_committed_eq_current':null,'allow_masked_chip_id':null}";
    assertEquals("accept", genoa(none).result());
  }

  @Test
  void aNullForWhatIsRefusedByDefaultRefusesIt() throws Rejected {
    alter(REPORT, 0x0a, 0x0b);
    assertEquals(true, genoa("{'allow_debug':null}").reasons().contains(Reason.POLICY_DEBUG));
    assertEquals(false, genoa("{'allow_debug':true}").reasons().contains(Reason.POLICY_DEBUG));
  }

  @Test
  void aDemandThatIsNotKnownIsNeverDropped() throws Rejected {
    assertEquals(List.of(Reason.FIELD_UNKNOWN), genoa("{'min_moon_phase':1}").reasons());
    assertEquals(List.of(Reason.FIELD_UNKNOWN), genoa("{'min_tcb':{'ucode':1}}").reasons());
  }

  @ParameterizedTest
  @CsvSource({
    "0x19, 0x01, Milan, legacy",
    "0x1a, 0x02, Turin, turin",
    "0x1a, 0x50, Venice, turin",
    "0x1b, 0x00, , legacy",
  })
  void theLayoutIsShownByCpuid(String family, String model, String line, String layout)
      throws Rejected {
    alter(REPORT, 0x188, Integer.decode(family), Integer.decode(model));
    var answer = genoa("{}");
    assertEquals("reject", answer.result());
    assertEquals(Json.of(layout), parsed(answer, "tcb_layout"));
    var expected = line == null ? Json.Null.NULL : Json.of(line);
    assertEquals(expected, parsed(answer, "report_product_from_cpuid"));
  }

  @Test
  void anIssuerThatTheCaseHasNoRootsOfIsUnknown() throws Rejected {
    missing = "roots/genoa";
    var answer = genoa("{}");
    assertEquals(Optional.empty(), answer.error());
    assertEquals(List.of(Reason.VEK_ISSUER_UNKNOWN, Reason.VEK_CHAIN_SIGNATURE), answer.reasons());
  }

  private EvidenceAnswer azure() throws Rejected {
    var files =
        List.of("report.bin", "vek.der", "hcl_report.bin", "tpm_quote.json").stream()
            .map(name -> "'" + name.substring(0, name.indexOf('.')) + "':'" + AZURE + name + "'")
            .collect(Collectors.joining(","));
    return answer(
        "'files':{"
            + files
            + "},'trust_anchor':'amd','verify_at':'2025-02-27T16:33:43Z','policy':{}");
  }

  @ParameterizedTest
  @CsvSource({
    "1300, 0x20, HCL_FORMAT RUNTIME_DATA_MISMATCH",
    "0x28, 7, HCL_FORMAT",
    "1224, 4, HCL_FORMAT",
    "0, 0, HCL_FORMAT",
  })
  void aParavisorsReportThatIsNotOfThisReportIsRefused(String at, String value, String expected)
      throws Rejected {
    assertEquals("accept", azure().result());
    alter(AZURE + "hcl_report.bin", Integer.decode(at), Integer.decode(value));
    var answer = azure();
    assertEquals("reject", answer.result());
    var known = List.of(expected.split(" ")).stream().map(Reason::valueOf).toList();
    assertEquals(true, known.contains(answer.reasons().getFirst()), answer.reasons().toString());
  }

  private EvidenceAnswer measured(String inputs) throws Rejected {
    return answer(
        "'files':{'ovmf':'snp/measurement/ovmf_AmdSev_suffix.bin'},'trust_anchor':null,"
            + "'verify_at':null,'policy':{},'inputs':{'vcpus':1,'guest_features':'0x1',%s}"
                .formatted(inputs));
  }

  @Test
  void theProcessorIsTakenByNumberOrByNameAndOnlyQemuNeedsOne() throws Rejected {
    var byNumber = measured("'cpu_signature_eax':'0x800f12','append':null,'vmm':null");
    assertEquals(byNumber.details(), measured("'vcpu_type':'EPYC-v4'").details());
    assertEquals("measurement", measured("'vmm':'gce','cpu_signature_eax':null").result());
    assertEquals(List.of(Reason.FIELD_MISSING), measured("'vmm':'QEMU'").reasons());
  }
}
