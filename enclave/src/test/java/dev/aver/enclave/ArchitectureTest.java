// SPDX-License-Identifier: Apache-2.0
package dev.aver.enclave;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of docs/architecture.md that the compiler cannot hold. */
@AnalyzeClasses(packages = "dev.aver.enclave", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ONLY_THE_ENGINE_KNOWS_DJL =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.aver.enclave.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..", "ai.onnxruntime..")
          .because("the framework phones home unless its one user has locked it down");

  @ArchTest
  static final ArchRule NO_MODEL_IS_CHOSEN_BY_ITS_ADDRESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.aver.enclave.engine.llama..") // names its engine
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.repository..", "ai.djl.engine.rpc..", "ai.djl.modality..")
          .because("an address can select an engine that sends requests away");

  @ArchTest
  static final ArchRule NO_TRANSLATOR_LOADS_WHAT_A_FILE_NAMES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("ai\\.djl\\.translate\\.(Serving|Deferred).*")
          .because("they load classes that model files name");

  @ArchTest
  static final ArchRule ENCLAVE_DOES_NOT_KNOW_HOST =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aver.host..", "dev.aver.cli..", "dev.aver.client..")
          .because("what both sides share is in the library, or the host could reach inside");

  @ArchTest
  static final ArchRule ONLY_THE_ATTESTER_KNOWS_THE_SOFTWARE_TEE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.aver.enclave.attester.SoftwareHardware")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.aver.software..")
          .because("a production image leaves it out");

  @ArchTest
  static final ArchRule ONLY_DEVICES_CALL_INTO_C =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.aver.enclave.attester.device..", "dev.aver.enclave.engine.llama..")
          .and()
          .doNotHaveFullyQualifiedName("dev.aver.enclave.scheduling.Niceness") // no address
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.lang.foreign..")
          .because("a wrong address is no exception: it ends the process or corrupts it");

  @ArchTest
  static final ArchRule ONLY_BOOT_READS_CLOCKS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.aver.enclave.Boot")
          .and()
          .doNotHaveFullyQualifiedName("dev.aver.enclave.BareLoop") // programs of their own
          .and()
          .doNotHaveFullyQualifiedName("dev.aver.enclave.BareChatLoop")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.Clock.class, "systemUTC")
          .because("receipts speak of one monotonic time, and tests bring their own");

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      fields()
          .should()
          .notBeAnnotatedWith("jakarta.inject.Inject")
          .because("a part shows in its constructor what it needs");

  @ArchTest
  static final ArchRule THE_INSIDE_DOES_NOT_KNOW_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.aver.enclave.inference..",
              "dev.aver.enclave.engine..",
              "dev.aver.enclave.models..",
              "dev.aver.enclave.identity..",
              "dev.aver.enclave.receipts..",
              "dev.aver.enclave.scheduling..",
              "dev.aver.enclave.attester..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.quarkus..", "jakarta..")
          .because("what needs belief is plain code that plain tests can hold");
}
