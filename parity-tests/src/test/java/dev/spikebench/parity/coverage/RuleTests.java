package dev.spikebench.parity.coverage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.spikebench.parity.BackendFixture;
import dev.spikebench.parity.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;

/// What the tests of this module say by [Rule] that they hold.
///
/// @param named the ids of all rules named by a test that counts
/// @param mistakes annotations that say something untrue, each with its place
record RuleTests(Set<String> named, List<String> mistakes) {
  private static final DescribedPredicate<JavaClass> STARTS_THE_BACKEND =
      DescribedPredicate.describe(
          "starts the packaged backend",
          type -> type.isEquivalentTo(BackendFixture.class) || type.isAssignableTo(Process.class));

  /// Reads the compiled tests of this module.
  static RuleTests ofModule() {
    JavaClasses classes = new ClassFileImporter().importPackages("dev.spikebench.parity");
    Set<String> named = new TreeSet<>();
    List<String> mistakes = new ArrayList<>();
    for (JavaClass type : classes) {
      List<JavaMethod> tests = testsOf(type);
      if (type.isAnnotatedWith(Rule.class)) {
        judge(type, tests, mistakes);
        named.addAll(List.of(type.getAnnotationOfType(Rule.class).value()));
      }
      for (JavaMethod method : type.getMethods()) {
        if (method.isAnnotatedWith(Rule.class)) {
          judge(type, tests.contains(method) ? List.of(method) : List.of(), mistakes);
          named.addAll(List.of(method.getAnnotationOfType(Rule.class).value()));
        }
      }
    }
    return new RuleTests(named, mistakes);
  }

  private static void judge(JavaClass type, List<JavaMethod> tests, List<String> mistakes) {
    if (tests.isEmpty()) {
      mistakes.add(type.getName() + ": @Rule where no enabled test is");
    }
    if (!outermost(type).getSimpleName().endsWith("IT")) {
      mistakes.add(
          type.getName() + ": @Rule on a test that is not run against the packaged backend");
    }
    if (!startsTheBackend(type)) {
      mistakes.add(type.getName() + ": @Rule on a test that never starts the backend");
    }
  }

  private static boolean startsTheBackend(JavaClass type) {
    return Stream.concat(
            Stream.of(type),
            outermost(type).getTransitiveDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass()))
        .anyMatch(STARTS_THE_BACKEND);
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(RuleTests::outermost).orElse(type);
  }

  private static List<JavaMethod> testsOf(JavaClass type) {
    if (type.isAnnotatedWith(Disabled.class)) {
      return List.of();
    }
    return type.getAllMethods().stream()
        .filter(method -> method.isMetaAnnotatedWith(Testable.class))
        .filter(method -> !method.isAnnotatedWith(Disabled.class))
        .toList();
  }
}
