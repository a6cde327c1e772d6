package dev.spikebench.server;

import org.jspecify.annotations.Nullable;

/// Whether Java runs with the classes and method profiles that the distribution brings prepared
/// (its AOT cache). With other flags than those of the training it quietly does without.
final class PreparedClasses {
  /// System property with which the distribution's launcher names the file.
  static final String FILE_PROPERTY = "spikebench.prepared";

  /// What the virtual machine says of itself while it has an archive of classes mapped; asking its
  /// management interface instead would load more than all the rest of the start.
  private static final String MAPPED = "sharing";

  private PreparedClasses() {}

  /// One sentence for the log; null where the machine was given no such file, as the plain archive
  /// is.
  static @Nullable String sentence() {
    return sentence(System.getProperty(FILE_PROPERTY), System.getProperty("java.vm.info", ""));
  }

  /// The same of any virtual machine.
  ///
  /// @param file the file that it was given; null for none
  /// @param machine what it says of itself
  static @Nullable String sentence(@Nullable String file, String machine) {
    if (file == null) {
      return null;
    }
    return machine.contains(MAPPED)
        ? "AOT cache: in use (" + file + ")"
        : "AOT cache: NOT in use (" + file + "); SPIKEBENCH_AOT=on makes Java say why";
  }
}
