package dev.spikebench.backends;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The package rules of this module.
@AnalyzeClasses(
    packages = "dev.spikebench.backends",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule KNOWS_ONLY_RESULTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spikebench.server..",
              "dev.spikebench.loadgen..",
              "dev.spikebench.parity..",
              "dev.spikebench.cli..")
          .because("backends are started for load, parity and command line, not by knowing them");

  @ArchTest
  static final ArchRule USES_THE_MODEL_OF_RESULTS_ALONE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spikebench.results.json..",
              "dev.spikebench.results.stats..",
              "dev.spikebench.results.summary..",
              "dev.spikebench.results.report..")
          .because("measuring must not depend on how results are judged or printed");

  @ArchTest
  static final ArchRule OSHI_HAS_ONE_HOME =
      noClasses()
          .that()
          .resideOutsideOfPackage("..backends.portable..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("oshi..", "com.sun.jna..")
          .because("on Linux /proc is read directly; only other systems need the library");

  @ArchTest
  static final ArchRule YAML_HAS_ONE_HOME =
      noClasses()
          .that()
          .resideOutsideOfPackage("..backends.yaml..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson.dataformat..", "org.yaml..")
          .because("files that people write are parsed in one place, with the same strictness");

  @ArchTest
  static final ArchRule JSON_HAS_ONE_HOME =
      noClasses()
          .that()
          .resideOutsideOfPackages("..backends.yaml..", "..backends.raw..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson..")
          .because("only a measuring program answers in JSON; the parser of YAML builds on it");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("dev.spikebench.backends.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a room that needs the room that needs it can't be understood alone");

  @ArchTest
  static final ArchRule ONE_BASE_EXCEPTION =
      classes()
          .that()
          .haveSimpleNameEndingWith("Exception")
          .should()
          .beAssignableTo(BackendsException.class)
          .because("callers map this module's failures by one type");
}
