package dev.spikebench.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.spikebench.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String EVENT = "..server.event..";
  private static final String CONFIG = "..server.config..";
  private static final String STORE = "..server.store..";
  private static final String HTTP = "..server.http..";
  private static final String STREAM = "..server.stream..";
  private static final String MAIN = "dev.spikebench.server";

  @ArchTest
  static final ArchRule eventKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage(EVENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONFIG, STORE, HTTP, STREAM)
          .because("judging an event is a pure function of its bytes");

  @ArchTest
  static final ArchRule eventDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage(EVENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..")
          .because("judging an event is a pure function of its bytes");

  @ArchTest
  static final ArchRule configKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage(CONFIG)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EVENT, STORE, HTTP, STREAM)
          .because("the configuration is read before any room exists");

  @ArchTest
  static final ArchRule storeKnowsNeitherHttpNorStream =
      noClasses()
          .that()
          .resideInAPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP, STREAM)
          .because("the writer tells a listener what it committed and waits for nobody")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule streamKnowsNoRoutes =
      noClasses()
          .that()
          .resideInAPackage(STREAM)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(HTTP)
          .because("the routes hand connections to the stream, never the other way round")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices()
          .matching("dev.spikebench.server.(*)..")
          .should()
          .beFreeOfCycles()
          .because("rooms that need each other can't be tested alone");

  @ArchTest
  static final ArchRule onlyTheStoreSpeaksSql =
      noClasses()
          .that()
          .resideOutsideOfPackage(STORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..")
          .because("SQLException never leaves the store");

  @ArchTest
  static final ArchRule onlyHttpAndStreamKnowUndertow =
      noClasses()
          .that()
          .resideOutsideOfPackages(HTTP, STREAM, MAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.undertow..", "org.xnio..")
          .because("parsing and storing must not depend on how requests arrive");

  @ArchTest
  static final ArchRule picocliStaysInTheMainPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage(MAIN)
          .or()
          .haveFullyQualifiedName(MAIN + ".Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .because("it costs start-up time and is loaded only where arguments were given")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theServerNeedsNoneOfTheOtherModules =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spikebench.results..",
              "dev.spikebench.backends..",
              "dev.spikebench.loadgen..",
              "dev.spikebench.parity..",
              "dev.spikebench.cli..")
          .because("what is measured must not share code with what measures it");
}
