package dev.spikebench.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.spikebench.server.config.Synchronous;
import dev.spikebench.server.store.RawInserts;
import dev.spikebench.server.store.RawInserts.Figures;
import dev.spikebench.server.store.RawInserts.IdShape;
import dev.spikebench.server.store.RawInserts.Options;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What sqlite-jdbc itself makes of the workload's events. Prints one line of JSON.
public final class RawInsertsMain {
  private static final int EXIT_FAILURE = 1;
  private static final int EXIT_USAGE = 2;
  private static final Pattern WHOLE = Pattern.compile("[1-9][0-9]{0,8}");
  private static final String USAGE =
      """
      usage: RawInsertsMain DATABASE EVENTS GROUP_SIZE SYNCHRONOUS ID_SHAPE [many-rows]
        numbers from 1 to 999999999; SYNCHRONOUS one of OFF, NORMAL, FULL; \
      ID_SHAPE one of spec, random-ids; \
      many-rows has a statement insert up to 64 events instead of one\
      """;

  private RawInsertsMain() {}

  /// Measures as the arguments say. Exit code 2 where they can't be used, 1 where the database
  /// can't.
  public static void main(String[] arguments) {
    Optional<Options> options = options(arguments);
    if (options.isEmpty()) {
      System.err.println(USAGE);
      System.exit(EXIT_USAGE);
      return;
    }
    try {
      System.out.println(json(options.get(), RawInserts.measure(options.get())));
    } catch (ServerException e) {
      System.err.println(e.getMessage());
      System.exit(EXIT_FAILURE);
    }
  }

  private static Optional<Options> options(String[] arguments) {
    boolean manyRows = arguments.length == 6 && arguments[5].equals("many-rows");
    if ((arguments.length != 5 && !manyRows)
        || arguments[0].isEmpty()
        || !WHOLE.matcher(arguments[1]).matches()
        || !WHOLE.matcher(arguments[2]).matches()) {
      return Optional.empty();
    }
    return named(Synchronous.values(), Synchronous::name, arguments[3])
        .flatMap(
            level ->
                named(IdShape.values(), IdShape::text, arguments[4])
                    .map(
                        shape ->
                            new Options(
                                Path.of(arguments[0]),
                                Integer.parseInt(arguments[1]),
                                Integer.parseInt(arguments[2]),
                                level,
                                shape,
                                manyRows)));
  }

  private static <T> Optional<T> named(T[] values, Function<T, String> name, String wanted) {
    return Stream.of(values).filter(value -> name.apply(value).equals(wanted)).findFirst();
  }

  private static String json(Options options, Figures figures) {
    StringWriter text = new StringWriter();
    double seconds = (double) figures.elapsed().toNanos() / TimeUnit.SECONDS.toNanos(1);
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("events", figures.events());
      json.writeNumberField("seconds", seconds);
      json.writeNumberField("eventsPerSecond", (double) figures.events() / seconds);
      json.writeNumberField("groupSize", options.groupSize());
      json.writeStringField("synchronous", figures.synchronous().name());
      json.writeStringField("sqliteVersion", figures.sqliteVersion());
      json.writeStringField("idShape", options.idShape().text());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory takes everything
    }
    return text.toString();
  }
}
