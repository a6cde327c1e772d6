package dev.spikebench.results;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.spikebench.results",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String BASE = "dev.spikebench.results";

  @ArchTest
  static final ArchRule modelKnowsNothing =
      classes()
          .that()
          .resideInAPackage(BASE + ".model..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(BASE + ".model..", "java..", "org.jspecify..")
          .because("every module builds model values, whatever reads or prints them");

  @ArchTest
  static final ArchRule noOtherModule =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spikebench.server..",
              "dev.spikebench.backends..",
              "dev.spikebench.loadgen..",
              "dev.spikebench.parity..",
              "dev.spikebench.cli..")
          .because("results is what the other modules are built on");

  @ArchTest
  static final ArchRule statisticsDoNotKnowTheFileOrTheReports =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + ".stats..", BASE + ".design..", BASE + ".hdr..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + ".json..", BASE + ".summary..", BASE + ".report..", BASE + ".imported..")
          .because("a formula is a pure function of numbers");

  @ArchTest
  static final ArchRule summariesDoNotKnowTheFileOrTheReports =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".summary..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BASE + ".json..", BASE + ".report..", BASE + ".imported..")
          .because("a summary must be computable again from the iterations alone");

  @ArchTest
  static final ArchRule whatAStudySaysDoesNotKnowTheFileOrTheReports =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".study..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + ".json..", BASE + ".report..", BASE + ".summary..", BASE + ".imported..")
          .because("ratios and verdicts must be computable again from the measurements alone");

  @ArchTest
  static final ArchRule aGateDoesNotKnowTheFileOrTheReports =
      noClasses()
          .that()
          .resideInAnyPackage(BASE + ".gate..", BASE + ".diff..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + ".json..", BASE + ".report..", BASE + ".summary..", BASE + ".imported..")
          .because("a verdict must be computable again from the raw slices alone");

  @ArchTest
  static final ArchRule theFileDoesNotKnowTheReports =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".json..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              BASE + ".report..",
              BASE + ".summary..",
              BASE + ".stats..",
              BASE + ".study..",
              BASE + ".gate..",
              BASE + ".imported..")
          .because("reading a file must not depend on what is later made of it");

  @ArchTest
  static final ArchRule jacksonStaysInJson =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".json..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml..", "tools.jackson..", "com.networknt..")
          .because("each outside library has one home");

  @ArchTest
  static final ArchRule freemarkerStaysInReport =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".report")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("freemarker..")
          .because("each outside library has one home");

  @ArchTest
  static final ArchRule commonsStatisticsStaysInStats =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".stats..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons..")
          .because("each outside library has one home");

  @ArchTest
  static final ArchRule exportsDoNotKnowTheReports =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".export..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BASE + ".report..")
          .because("what other tools read must not change with our own wording");

  @ArchTest
  static final ArchRule noCycles =
      slices()
          .matching(BASE + ".(*)..")
          .should()
          .beFreeOfCycles()
          .because("rooms that need each other are one room");

  @ArchTest
  static final ArchRule noCyclesAmongStatistics =
      slices()
          .matching(BASE + ".stats.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a formula is built on others, never on what is built on it");

  @ArchTest
  static final ArchRule statisticsDrawNoRandomNumbers =
      noClasses()
          .that()
          .resideInAPackage(BASE + ".stats..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.(Random|SplittableRandom|random\\..*)|java\\.util\\.concurrent\\.ThreadLocalRandom")
          .because("the same samples must give the same interval, byte for byte");

  @ArchTest
  static final ArchRule noDefaultLocaleOrZone =
      noClasses()
          .should()
          .callMethod(java.util.Locale.class, "getDefault")
          .orShould()
          .callMethod(java.time.ZoneId.class, "systemDefault")
          .because("a report must have the same bytes on every system");
}
