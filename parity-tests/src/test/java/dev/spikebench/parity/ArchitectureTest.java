package dev.spikebench.parity;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The module's arrows: `client ← core ← suite`; `json ← model`, `script ← generate`, `client,
/// script ← observe`, all of them `← compare ← run ← report`; a black box's view of every backend.
@AnalyzeClasses(
    packages = "dev.spikebench.parity",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule SHARES_NOTHING_WITH_SERVER_OR_LOAD_GENERATOR =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.spikebench.server..", "dev.spikebench.loadgen..")
          .because("shared code agrees with itself, so its faults would pass the suite");

  @ArchTest
  static final ArchRule CLIENT_KNOWS_NO_CASE =
      noClasses()
          .that()
          .resideInAPackage("..parity.client..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..parity.core..", "org.junit..")
          .because("the wire's view is shared by suites and must not judge");

  @ArchTest
  static final ArchRule CASES_KNOW_NOT_WHO_RUNS_THEM =
      noClasses()
          .that()
          .resideInAPackage("..parity.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.spikebench.parity", "org.junit.platform..")
          .because("any JUnit runner may run them: the build, the command line, an editor");

  @ArchTest
  static final ArchRule THE_MODEL_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("..parity.model..", "..parity.json..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..parity.client..",
              "..parity.observe..",
              "..parity.compare..",
              "..parity.run..",
              "com.fasterxml..",
              "java.io..",
              "java.net..")
          .because(
              "what the contract says must not depend on what was seen, nor on a library's ways");

  @ArchTest
  static final ArchRule OBSERVING_DOES_NOT_JUDGE =
      noClasses()
          .that()
          .resideInAnyPackage("..parity.observe..", "..parity.generate..", "..parity.script..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..parity.model..", "..parity.compare..", "..parity.run..")
          .because("what is sent and seen must not lean to what is expected");

  @ArchTest
  static final ArchRule SOCKETS_AND_HTTP_LIVE_IN_THE_CLIENT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..parity.client..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.http\\..*|java\\.net\\.(Server)?Socket")
          .because("how bytes reach a backend has one home");

  @ArchTest
  static final ArchRule NO_OTHER_HTTP_CLIENT_AND_NO_DATABASE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.hc..", "io.undertow..", "java.sql..", "org.sqlite..")
          .because(
              "a quirk shared with the load generator or the server would hide, and the suite sees"
                  + " a backend through HTTP alone");
}
