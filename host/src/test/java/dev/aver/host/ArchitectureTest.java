// SPDX-License-Identifier: Apache-2.0
package dev.aver.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The rules of docs/architecture.md that bind the relay, each with its reason. */
@AnalyzeClasses(packages = "dev.aver.host", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule DOES_NOT_KNOW_THE_ENCLAVE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.aver.enclave..")
          .because("whoever runs the relay is nobody's friend: what both share is the library");

  @ArchTest
  static final ArchRule NO_CHAIN_OUTSIDE_CHAIN =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.aver.host.chain..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.web3j..")
          .because("the gas key never shares a process with the parsing of untrusted bytes");

  @ArchTest
  static final ArchRule NO_FIELD_INJECTION =
      noFields()
          .should()
          .beAnnotatedWith(Inject.class)
          .orShould()
          .beAnnotatedWith(ConfigProperty.class)
          .because("what a class needs stands in its constructor");

  @ArchTest
  static final ArchRule ONE_CLOCK =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.config\\.Composition")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .because("time is passed in, so that every verdict can be repeated");

  @ArchTest
  static final ArchRule VERIFYING_NEVER_FETCHES =
      noClasses()
          .that()
          .resideInAPackage("dev.aver.host.verification..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aver.host.endorsements..", "java.net.http..")
          .because("anybody may ask to verify, and would spend the relay's quota with the vendors");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("dev.aver.host.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a package is one idea, and ideas have an order");

  @ArchTest
  static final ArchRule RELAYING_KNOWS_NO_CONTENT =
      noClasses()
          .that()
          .resideInAPackage("dev.aver.host.relay..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.aver.attestation.receipt..", "dev.aver.attestation.bundle..")
          .because("the relay hands bytes on: what it does not parse it cannot log or change");
}
