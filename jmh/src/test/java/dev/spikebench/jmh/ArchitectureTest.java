package dev.spikebench.jmh;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.openjdk.jmh.annotations.Benchmark;

@AnalyzeClasses(
    packages = "dev.spikebench.jmh",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule BENCHMARKS_KNOW_ONLY_WHAT_THEY_TIME =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.spikebench.results..",
              "dev.spikebench.backends..",
              "dev.spikebench.parity..",
              "dev.spikebench.cli..",
              "java.sql..",
              "org.sqlite..",
              "org.HdrHistogram..")
          .because("a benchmark goes through the room it asks about, never around it");

  @ArchTest
  static final ArchRule BENCHMARKS_ARE_NAMED_SO =
      methods()
          .that()
          .areAnnotatedWith(Benchmark.class)
          .should()
          .beDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Benchmark")
          .because("the command finds a question by the name of its class");
}
