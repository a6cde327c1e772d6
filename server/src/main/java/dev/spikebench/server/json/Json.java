package dev.spikebench.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Writes JSON with Jackson's generator into memory. For any thread.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// Something that writes one JSON value.
  @FunctionalInterface
  public interface Writer {
    /// Writes exactly one value; must leave the generator open.
    void write(JsonGenerator generator) throws IOException;
  }

  /// The UTF-8 bytes of the value that is written.
  public static byte[] bytes(Writer writer) {
    try (ByteArrayBuilder target = new ByteArrayBuilder(512)) {
      write(target, writer);
      return target.toByteArray();
    }
  }

  /// Appends the value's UTF-8 bytes to a target in memory, which stays open.
  public static void write(OutputStream target, Writer writer) {
    try (JsonGenerator generator = FACTORY.createGenerator(target)) {
      generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      writer.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException("a target in memory refused bytes", e);
    }
  }
}
