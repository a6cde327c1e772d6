package dev.spikebench.results.model;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where a run took place.
///
/// @param hardware the machine
/// @param os its operating system
/// @param storage what the databases lay on
/// @param source the repository that was measured
/// @param runtimes runtimes and compilers that were used, the tool's own JVM first
/// @param disturbances what spoke against a quiet machine when the run began, one plain sentence
///   each; empty where nothing did
/// @param fingerprint what another run must share to be comparable
public record Environment(
    Hardware hardware,
    OperatingSystem os,
    Storage storage,
    SourceState source,
    List<RuntimeVersion> runtimes,
    List<String> disturbances,
    Fingerprint fingerprint) {

  /// @throws IllegalArgumentException when a part is missing
  public Environment {
    Checks.present("environment.hardware", hardware);
    Checks.present("environment.os", os);
    Checks.present("environment.storage", storage);
    Checks.present("environment.source", source);
    runtimes = Checks.list("environment.runtimes", runtimes);
    disturbances = Checks.texts("environment.disturbances", disturbances);
    Checks.present("environment.fingerprint", fingerprint);
  }

  /// An environment whose fingerprint is made of its hardware, system, file system and runtimes;
  /// the commit and the state of the moment are left out, since two runs may differ in these.
  public static Environment of(
      Hardware hardware,
      OperatingSystem os,
      Storage storage,
      SourceState source,
      List<RuntimeVersion> runtimes,
      List<String> disturbances) {
    return new Environment(
        hardware,
        os,
        storage,
        source,
        runtimes,
        disturbances,
        Fingerprint.of(fingerprintFields(hardware, os, storage, runtimes)));
  }

  private static SortedMap<String, String> fingerprintFields(
      Hardware hardware, OperatingSystem os, Storage storage, List<RuntimeVersion> runtimes) {
    SortedMap<String, String> fields = new TreeMap<>();
    put(fields, "cpuModel", hardware.cpuModel());
    put(fields, "architecture", hardware.architecture());
    fields.put("logicalCpus", String.valueOf(hardware.logicalCpus().value()));
    fields.put("memoryBytes", String.valueOf(hardware.memoryBytes().value()));
    put(fields, "os", os.name());
    put(fields, "kernel", os.kernel());
    put(fields, "virtualization", os.virtualization());
    put(fields, "cpuLimit", os.cpuLimit());
    put(fields, "fileSystem", storage.fileSystem());
    for (RuntimeVersion runtime : runtimes) {
      put(
          fields,
          "runtime." + runtime.name().replaceAll("[^A-Za-z0-9._-]", "_"),
          runtime.version());
    }
    return fields;
  }

  private static void put(SortedMap<String, String> fields, String name, Fact fact) {
    fields.put(name, fact.orElse("unknown"));
  }
}
