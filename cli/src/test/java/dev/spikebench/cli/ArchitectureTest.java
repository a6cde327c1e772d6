package dev.spikebench.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.spikebench.cli",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule theServerIsAProcess =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.spikebench.server..", "io.undertow..", "org.sqlite..")
          .because("what needs the running server starts its packaged artifact");

  @ArchTest
  static final ArchRule eachLibraryKeepsItsHome =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.hc..",
              "org.HdrHistogram..",
              "oshi..",
              "org.junit..",
              "org.openjdk.jmh..",
              "freemarker..")
          .because("the command line joins services; their libraries stay inside the modules");

  @ArchTest
  static final ArchRule servicesKnowNoCommands =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.spikebench.cli.calibrate..",
              "dev.spikebench.cli.ceiling..",
              "dev.spikebench.cli.compare..",
              "dev.spikebench.cli.load..",
              "dev.spikebench.cli.backend..",
              "dev.spikebench.cli.distribution..",
              "dev.spikebench.cli.doctor..",
              "dev.spikebench.cli.gate..",
              "dev.spikebench.cli.report..",
              "dev.spikebench.cli.growth..",
              "dev.spikebench.cli.jmh..",
              "dev.spikebench.cli.parity..",
              "dev.spikebench.cli.study..",
              "dev.spikebench.cli.soak..",
              "dev.spikebench.cli.target..",
              "dev.spikebench.cli.text..",
              "dev.spikebench.cli.workload..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.spikebench.cli.command..")
          .because("commands are thin: they read options and call a service");

  @ArchTest
  static final ArchRule commandsEndThroughTheirReturnValue =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.spikebench.cli.Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .because(
              "one place ends the process, so that the exit code is always the documented one");

  @ArchTest
  static final ArchRule commandsAreNamedSo =
      classes()
          .that()
          .areAnnotatedWith(picocli.CommandLine.Command.class)
          .should()
          .haveSimpleNameEndingWith("Command")
          .because("a reader finds a command's options by its name");
}
