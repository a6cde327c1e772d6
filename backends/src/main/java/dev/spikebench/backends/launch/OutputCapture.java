package dev.spikebench.backends.launch;

import dev.spikebench.backends.launch.OutputTail.LineCutter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// Keeps what a process prints: all of it in one file, the last lines in memory. Two daemon threads
/// read the two streams and do nothing else, so a line is seen the moment it arrives. The file is
/// capped, the reading is not: a process that prints without end is never made to wait.
final class OutputCapture {
  private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;
  private static final int BUFFER_BYTES = 8192;

  private final OutputTail tail = new OutputTail();
  private final OutputStream file;
  private final Thread standardOutput;
  private final Thread standardError;
  private long fileBytes;

  private OutputCapture(Process process, Path target, Consumer<String> standardOutputLine)
      throws IOException {
    file = Files.newOutputStream(target);
    long pid = process.pid();
    standardOutput =
        Thread.ofPlatform()
            .daemon()
            .name("stdout-of-" + pid)
            .unstarted(() -> pump(process.getInputStream(), standardOutputLine));
    standardError =
        Thread.ofPlatform()
            .daemon()
            .name("stderr-of-" + pid)
            .unstarted(() -> pump(process.getErrorStream(), line -> {}));
  }

  /// Starts reading.
  ///
  /// @param standardOutputLine gets each whole line of standard output, on the reading thread
  static OutputCapture start(Process process, Path target, Consumer<String> standardOutputLine)
      throws IOException {
    OutputCapture capture = new OutputCapture(process, target, standardOutputLine);
    capture.standardOutput.start();
    capture.standardError.start();
    return capture;
  }

  List<String> lastLines() {
    return tail.lines();
  }

  /// Waits until both streams have ended, which they do once no process holds them open any more.
  void awaitEnd(Duration timeout) {
    try {
      standardOutput.join(timeout);
      standardError.join(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Closes the file; what is printed later is lost.
  void close() {
    synchronized (this) {
      fileBytes = MAX_FILE_BYTES;
      try {
        file.close();
      } catch (IOException e) {
        tail.add("(the output file could not be closed: " + e.getMessage() + ")");
      }
    }
  }

  private void pump(InputStream stream, Consumer<String> lineConsumer) {
    LineCutter cutter = tail.new LineCutter();
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
        for (int index = 0; index < read; index++) {
          if (cutter.take(buffer[index])) {
            lineConsumer.accept(cutter.cut());
          }
        }
        write(buffer, read);
      }
    } catch (IOException e) {
      // The JDK closes the stream of a process that was ended: nothing more is to be read.
    } finally {
      cutter.finish();
    }
  }

  private synchronized void write(byte[] buffer, int length) {
    if (fileBytes + length > MAX_FILE_BYTES) {
      return;
    }
    fileBytes += length;
    try {
      file.write(buffer, 0, length);
    } catch (IOException e) {
      fileBytes = MAX_FILE_BYTES;
      tail.add("(the output file could not be written: " + e.getMessage() + ")");
    }
  }
}
