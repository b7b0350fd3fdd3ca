// SPDX-License-Identifier: Apache-2.0
package dev.aver.attestation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of docs/architecture.md that concern the library, each with its reason. */
class LibraryRulesTest {
  private static final String ROOT = "dev.aver.attestation";

  private static JavaClasses library;

  @BeforeAll
  static void importLibrary() throws URISyntaxException {
    var location = Reason.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    library = new ClassFileImporter().importPath(Path.of(location));
  }

  @Test
  void usesTheJdkBouncyCastleJSpecifyAndOneJsonCodec() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "..",
            "java..",
            "javax.crypto..",
            "javax.security.auth.x500..",
            "org.bouncycastle..",
            "org.jspecify..",
            "com.fasterxml.jackson.core..")
        .because("whoever imports the rules must not import a framework with them (rule 1)")
        .check(library);
  }

  @Test
  void reachesNeitherNetworkNorNativeCode() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.lang.foreign..", "java.sql..", "javax.net..")
        .because("a verification is a function of its arguments: it runs offline (rule 1)")
        .check(library);
  }

  @Test
  void abiKnowsOnlyBytes() {
    classes()
        .that()
        .resideInAPackage("..abi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT, ROOT + ".bytes..", "..abi..", "java..", "org.jspecify..")
        .because("what lies in the bytes is settled before anybody judges it (rule 2)")
        .check(library);
  }

  @Test
  void authenticityAndAppraisalDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("..verify..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..appraise..")
        .because("one facade joins them, so that nobody can run half (rule 2)")
        .check(library);
    noClasses()
        .that()
        .resideInAPackage("..appraise..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..verify..")
        .because("one facade joins them, so that nobody can run half (rule 2)")
        .check(library);
  }

  @Test
  void snpAndTdxDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".snp..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".tdx..")
        .because("each is read beside its vendor's specification alone (rule 3)")
        .check(library);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".tdx..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".snp..")
        .because("each is read beside its vendor's specification alone (rule 3)")
        .check(library);
  }

  @Test
  void documentsOfOtherSystemsNeverBecomeVerdicts() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".compat..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".compat..")
        .because("what a compatibility profile found is no ground for anything here")
        .check(library);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".compat..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".bundle..", ROOT + ".policy..", ROOT + ".receipt..")
        .orShould()
        .dependOnClassesThat()
        .haveSimpleName("AttestationResult")
        .because("a profile has no way to a verdict, by accident or otherwise")
        .check(library);
  }

  @Test
  void nobodyReadsTheClock() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callConstructor(Date.class)
        .because("time is an argument, or a verdict could not be repeated years later (rule 4)")
        .check(library);
  }

  @Test
  void nobodyMakesRandomness() {
    noClasses()
        .should()
        .callConstructor(SecureRandom.class)
        .orShould()
        .callMethod(SecureRandom.class, "getInstanceStrong")
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .because("randomness is an argument: whoever needs it says where it comes from (rule 4)")
        .check(library);
  }
}
