package dev.spikebench.cli;

import dev.spikebench.loadgen.cpu.CpuSet;
import dev.spikebench.loadgen.model.LoadException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads processors by their numbers: `0`, `0-3`, `0,2`.
public final class CpuSetConverter implements ITypeConverter<CpuSet> {
  @Override
  public CpuSet convert(String text) {
    try {
      return CpuSet.parse(text);
    } catch (LoadException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
