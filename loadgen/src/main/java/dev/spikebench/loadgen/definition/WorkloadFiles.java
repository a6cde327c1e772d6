package dev.spikebench.loadgen.definition;

import dev.spikebench.backends.yaml.FileKind;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.backends.yaml.MappingReader;
import dev.spikebench.backends.yaml.MappingReader.Context;
import dev.spikebench.backends.yaml.ProblemList;
import dev.spikebench.backends.yaml.TextExpansion;
import dev.spikebench.backends.yaml.YamlTree;
import dev.spikebench.loadgen.workload.EventIdShape;
import dev.spikebench.loadgen.workload.Workload;
import dev.spikebench.loadgen.workload.WorkloadBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads workload files, strictly: an unknown key, a wrong kind of value or one out of range is an
/// error with file, line and place. What a file leaves out is as in the spec workload. Thread-safe:
/// no state.
public final class WorkloadFiles {
  private static final FileKind KIND = new FileKind("workload", "workload init");
  private static final List<String> TOP_KEYS =
      List.of(
          "id",
          "question",
          "load",
          "eventIds",
          "duplicateShare",
          "sessions",
          "event",
          "metadataBytes",
          "kinds");
  private static final int MAX_QUESTION_CHARACTERS = 200;

  private WorkloadFiles() {}

  /// Reads one workload.
  ///
  /// @throws FileProblemsException with every problem found
  public static Workload read(Path file) {
    ProblemList problems = new ProblemList(file);
    Path directory =
        Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    MappingReader top =
        new MappingReader(
            YamlTree.read(file, KIND, problems),
            "",
            new Context(directory, TextExpansion.NONE, problems),
            TOP_KEYS);
    WorkloadBuilder workload = Workload.spec().toBuilder().id(id(top)).question(question(top));
    LoadReader.read(top, workload);
    identities(top, workload);
    workload.kinds(EventKindReader.read(top));
    problems.throwIfAny();
    return workload.build();
  }

  private static String id(MappingReader top) {
    String id = top.text("id");
    if (!id.isBlank() && !Workload.ID_FORM.matcher(id).matches()) {
      top.problem("id", "must be letters, digits, dots, underscores or hyphens, is \"" + id + "\"");
    }
    return id;
  }

  private static String question(MappingReader top) {
    String question = top.text("question");
    if (question.length() > MAX_QUESTION_CHARACTERS || question.contains("\n")) {
      top.problem(
          "question", "must be one line of at most " + MAX_QUESTION_CHARACTERS + " characters");
    }
    return question;
  }

  private static void identities(MappingReader top, WorkloadBuilder workload) {
    String shape =
        top.optionalWord(
            "eventIds", Arrays.stream(EventIdShape.values()).map(EventIdShape::text).toList());
    if (shape != null) {
      workload.ids(EventIdShape.fromText(shape));
    }
    Double share = top.optionalNumber("duplicateShare", 0, Workload.MAX_DUPLICATE_SHARE);
    if (share != null) {
      workload.duplicateShare(share);
    }
    Integer sessions = whole(top, "sessions", 1, Workload.MAX_EVENTS);
    if (sessions != null) {
      workload.sessions(sessions);
    }
  }

  static @Nullable Integer whole(MappingReader reader, String key, long least, long most) {
    Long value = reader.optionalWhole(key, least, most);
    return value == null ? null : (Integer) Math.toIntExact(value);
  }
}
