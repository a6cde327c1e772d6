package dev.spikebench.loadgen.workload;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.spikebench.loadgen.draw.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the metadata of one kind of event, filled up to its size where it has one. One thread.
final class MetadataWriter {
  private static final SerializedString FILLER = new SerializedString(EventKind.FILLER);

  /// `"text":""`, and a comma where something stands before it.
  private static final int FILLER_FRAME_BYTES = EventKind.FILLER.length() + 5;

  private record Member(SerializedString name, ValueWriter value) {}

  private final List<Member> members = new ArrayList<>();
  private final @Nullable SizeDraw size;
  private final char[] filler;

  MetadataWriter(EventKind kind) {
    kind.metadata()
        .forEach(
            (name, source) ->
                members.add(
                    new Member(new SerializedString(name), ValueWriter.ofMetadata(source))));
    this.size = kind.metadataBytes() == null ? null : SizeDraw.of(kind.metadataBytes());
    this.filler = Filler.text((int) kind.mostMetadataBytes());
  }

  /// Writes the value of `metadata`.
  ///
  /// @param bytes where the generator writes to, which tells how much it has written
  void write(JsonGenerator out, ByteArrayOutputStream bytes, long index, Draws draws)
      throws IOException {
    out.writeStartObject();
    long start = written(out, bytes) - 1;
    for (Member member : members) {
      out.writeFieldName(member.name());
      member.value().write(out, index, draws);
    }
    if (size != null) {
      // With the brace that is still to come.
      long soFar = written(out, bytes) - start + 1;
      fill(out, size.next(index, draws) - soFar, draws);
    }
    out.writeEndObject();
  }

  private void fill(JsonGenerator out, long missing, Draws draws) throws IOException {
    long length = missing - FILLER_FRAME_BYTES - (members.isEmpty() ? 0 : 1);
    if (length < 0) {
      // The members alone are larger, or leave no room for a member more.
      return;
    }
    out.writeFieldName(FILLER);
    int offset = (int) draws.below(Filler.OFFSETS);
    out.writeString(filler, offset, (int) length);
  }

  private static long written(JsonGenerator out, ByteArrayOutputStream bytes) {
    return (long) bytes.size() + out.getOutputBuffered();
  }
}
