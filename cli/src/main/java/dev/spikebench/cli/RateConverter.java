package dev.spikebench.cli;

import dev.spikebench.loadgen.model.LoadException;
import dev.spikebench.loadgen.schedule.ArrivalRate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads requests a second: `500`, or `100:1000` for a ramp.
public final class RateConverter implements ITypeConverter<ArrivalRate> {
  @Override
  public ArrivalRate convert(String text) {
    try {
      return ArrivalRate.parse(text);
    } catch (LoadException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
