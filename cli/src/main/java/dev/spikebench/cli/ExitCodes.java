package dev.spikebench.cli;

import dev.spikebench.backends.BackendsException;
import dev.spikebench.backends.launch.LaunchException;
import dev.spikebench.backends.yaml.FileProblemsException;
import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.model.TargetException;
import dev.spikebench.loadgen.request.RequestException;
import dev.spikebench.loadgen.workload.WorkloadException;
import dev.spikebench.parity.BackendLostException;
import dev.spikebench.parity.BackendUnreachableException;
import dev.spikebench.parity.ParityException;
import dev.spikebench.results.imported.ImportException;
import dev.spikebench.results.json.FileWriteException;
import dev.spikebench.results.json.ResultFileException;
import dev.spikebench.results.json.UnsupportedVersionException;

/// Which exit code an exception stands for. The modules below know nothing of exit codes.
final class ExitCodes {

  private ExitCodes() {}

  /// The code of an exception that a command ended with; [ExitCode#TOOL_FAILURE] for one that
  /// nobody foresaw.
  static ExitCode of(Exception failure) {
    return switch (failure) {
      case CommandException command -> command.exitCode();
      case FileProblemsException descriptor -> ExitCode.USAGE;
      case WorkloadException workload -> ExitCode.USAGE;
      case RequestException request -> ExitCode.USAGE;
      case UnsupportedVersionException version -> ExitCode.NOT_COMPARABLE;
      case ResultFileException file -> ExitCode.USAGE;
      case FileWriteException file -> file.placeWrong() ? ExitCode.USAGE : ExitCode.TOOL_FAILURE;
      case ImportException page -> ExitCode.USAGE;
      case LaunchException launch -> ofLaunch(launch);
      // What is left of these says that something named by the user cannot be used.
      case BackendsException backends -> ExitCode.USAGE;
      case BackendLostException lost -> ExitCode.TARGET_UNAVAILABLE;
      case BackendUnreachableException unreachable -> ExitCode.TARGET_UNAVAILABLE;
      case TargetException target -> ExitCode.TARGET_UNAVAILABLE;
      // What is left of these says that an option can't be had here.
      case LoadException load -> ExitCode.USAGE;
      case ParityException harness -> ExitCode.INVALID_MEASUREMENT;
      default -> ExitCode.TOOL_FAILURE;
    };
  }

  private static ExitCode ofLaunch(LaunchException launch) {
    return switch (launch.kind()) {
      case WORK_DIRECTORY -> ExitCode.USAGE;
      case INTERRUPTED -> ExitCode.INTERRUPTED;
      case NOT_RUN, DIED, TIMED_OUT, BAD_READY_LINE, FOREIGN_PORT -> ExitCode.TARGET_UNAVAILABLE;
    };
  }
}
