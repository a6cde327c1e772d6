package dev.spikebench.loadgen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.spikebench.loadgen",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule HTTP_CLIENT_HAS_ONE_HOME =
      noClasses()
          .that()
          .resideOutsideOfPackage("..loadgen.target..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.hc..")
          .because("another driver must be able to take HttpClient's place");

  @ArchTest
  static final ArchRule HISTOGRAMS_HAVE_ONE_HOME =
      noClasses()
          .that()
          .resideOutsideOfPackage("..loadgen.recording..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.HdrHistogram..")
          .because("digits, range and encoding of latencies are decided in one place");

  @ArchTest
  static final ArchRule STREAMS_KNOW_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage("..loadgen.stream..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..loadgen.target..", "..loadgen.workload..", "..loadgen.nullserver..")
          .because("what was delivered is judged by the bytes, wherever they come from");

  @ArchTest
  static final ArchRule NULL_SERVER_KNOWS_NO_CLIENT =
      noClasses()
          .that()
          .resideInAPackage("..loadgen.nullserver..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..loadgen.target..",
              "..loadgen.workload..",
              "..loadgen.recording..",
              "..loadgen.stream..")
          .because("a server that shares code with the client would agree with its mistakes");

  @ArchTest
  static final ArchRule LOAD_GENERATOR_IS_A_BLACK_BOX =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spikebench.server..", "dev.spikebench.parity..", "dev.spikebench.cli..")
          .because("it measures any backend and must share nothing with ours");

  @ArchTest
  static final ArchRule ROOMS_DO_NOT_KNOW_THE_FACADE =
      noClasses()
          .that()
          .resideInAPackage("dev.spikebench.loadgen.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.spikebench.loadgen")
          .because("the load generator joins the rooms; none of them is built on it");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices()
          .matching("dev.spikebench.(loadgen.*)..")
          .should()
          .beFreeOfCycles()
          .because(
              "model <- workload, recording <- stream, null server <- target <- load generator");
}
