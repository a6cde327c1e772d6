package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.spikebench.loadgen.draw.Draws;
import java.io.IOException;
import java.util.List;

/// Writes the value of one field of an event. Made once from a [ValueSource], so that rendering
/// encodes no text twice. One thread.
@FunctionalInterface
interface ValueWriter {
  /// Writes the value of the event with the index given.
  void write(JsonGenerator out, long index, Draws draws) throws IOException;

  /// The writer of a field of an event.
  static ValueWriter of(EventField field, ValueSource source) {
    return of(source, field.quoted(), field.quoted());
  }

  /// The writer of a member of metadata: texts, and numbers where nothing stands before them.
  static ValueWriter ofMetadata(ValueSource source) {
    return of(source, true, false);
  }

  private static ValueWriter of(ValueSource source, boolean quoted, boolean quotedNumbers) {
    return switch (source) {
      case ValueSource.Fixed fixed -> fixed(fixed.value(), quoted);
      case ValueSource.Cycle cycle -> cycle(cycle.values(), quoted);
      case ValueSource.Choice choice -> choice(choice, quoted, quotedNumbers);
      case ValueSource.IndexRange range -> {
        long size = range.most() - range.least() + 1;
        NumberWriter number = number(range.prefix(), quotedNumbers);
        yield (out, index, draws) -> number.write(out, range.least() + index % size);
      }
      case ValueSource.DrawnRange range -> {
        long size = range.most() - range.least() + 1;
        NumberWriter number = number(range.prefix(), quotedNumbers);
        yield (out, index, draws) -> number.write(out, range.least() + draws.below(size));
      }
    };
  }

  private static ValueWriter fixed(String value, boolean quoted) {
    if (!quoted) {
      return (out, index, draws) -> out.writeNumber(value);
    }
    SerializedString text = new SerializedString(value);
    return (out, index, draws) -> out.writeString(text);
  }

  private static ValueWriter cycle(List<String> values, boolean quoted) {
    ValueWriter[] writers =
        values.stream().map(value -> fixed(value, quoted)).toArray(ValueWriter[]::new);
    return (out, index, draws) -> writers[(int) (index % writers.length)].write(out, index, draws);
  }

  private static ValueWriter choice(
      ValueSource.Choice choice, boolean quoted, boolean quotedNumbers) {
    Weights weights = Weights.of(choice.options().stream().map(ValueSource.Option::weight));
    ValueWriter[] writers =
        choice.options().stream()
            .map(option -> of(option.value(), quoted, quotedNumbers))
            .toArray(ValueWriter[]::new);
    return (out, index, draws) -> writers[weights.draw(draws)].write(out, index, draws);
  }

  /// Writes a number of a range.
  @FunctionalInterface
  interface NumberWriter {
    /// Writes it, with what stands before it.
    void write(JsonGenerator out, long number) throws IOException;
  }

  private static NumberWriter number(String prefix, boolean quoted) {
    return prefix.isEmpty() && !quoted
        ? (out, number) -> out.writeNumber(number)
        : (out, number) -> out.writeString(prefix + number);
  }
}
