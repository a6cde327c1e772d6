package dev.spikebench.results.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.spikebench.results.ResultsException;
import java.util.List;

/// Tables as comma-separated values (RFC 4180): lines end with CR LF, a cell is quoted where it has
/// to be. Thread-safe.
public final class PlainCsv {

  private static final CsvMapper MAPPER =
      CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();

  private PlainCsv() {}

  /// The table.
  ///
  /// @param columns distinct names
  /// @param rows each with a cell for every column
  public static String text(List<String> columns, List<List<String>> rows) {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setLineSeparator("\r\n");
    columns.forEach(schema::addColumn);
    ObjectWriter writer = MAPPER.writer(schema.build());
    try {
      return writer.writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new ResultsException("cannot write the table: " + e.getOriginalMessage(), e);
    }
  }
}
