package dev.spikebench.backends.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// The B-trees that hold the rows of tables. Source: *Database File Format*, sections 1.6, 2.1 and
/// 2.6, https://sqlite.org/fileformat2.html.
final class TableTree {
  private static final int INTERIOR = 0x05;
  private static final int LEAF = 0x0d;
  private static final int SCHEMA_ROOT = 1;
  private static final int CELL_COUNT_AT = 3;
  private static final int RIGHTMOST_AT = 8;
  private static final int INTERIOR_CELLS_AT = 12;
  private static final int LEAF_CELLS_AT = 8;
  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int LONGEST_VARINT = 9;
  private static final int FIRST_TEXT = 13;

  private final SqliteFile file;

  TableTree(SqliteFile file) {
    this.file = file;
  }

  long rows(String table) {
    long[] rows = {0};
    leaves(root(table), (page, start) -> rows[0] += cells(page, start));
    return rows[0];
  }

  private interface Leaf {
    /// @param start where the page's own header begins
    void visit(ByteBuffer page, int start);
  }

  /// Visits the leaves; a tree that comes back to a page of its own is damaged.
  private void leaves(int root, Leaf leaf) {
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      int number = open.pop();
      if (!seen.add(number)) {
        throw new SqliteFileException("its page " + number + " is its own ancestor");
      }
      ByteBuffer page = file.page(number);
      int start = number == SCHEMA_ROOT ? SqliteHeader.LENGTH : 0;
      switch (page.get(start)) {
        case LEAF -> leaf.visit(page, start);
        case INTERIOR -> children(page, start, open);
        default -> throw new SqliteFileException("its page " + number + " is no page of a table");
      }
    }
  }

  private static void children(ByteBuffer page, int start, Deque<Integer> open) {
    open.push(page.getInt(start + RIGHTMOST_AT));
    for (int cell = 0; cell < cells(page, start); cell++) {
      int at = Short.toUnsignedInt(page.getShort(start + INTERIOR_CELLS_AT + 2 * cell));
      open.push(page.getInt(at));
    }
  }

  private static int cells(ByteBuffer page, int start) {
    return Short.toUnsignedInt(page.getShort(start + CELL_COUNT_AT));
  }

  /// The root page of a table, found in the table of tables.
  private int root(String table) {
    int[] root = {0};
    leaves(
        SCHEMA_ROOT,
        (page, start) -> {
          for (int cell = 0; cell < cells(page, start); cell++) {
            int at = Short.toUnsignedInt(page.getShort(start + LEAF_CELLS_AT + 2 * cell));
            int found = rootOf(table, page.position(at));
            root[0] = found == 0 ? root[0] : found;
          }
        });
    if (root[0] == 0) {
      throw new SqliteFileException("it has no table " + table);
    }
    return root[0];
  }

  /// The root page that a row of the table of tables names; 0 where it is another table's.
  private static int rootOf(String table, ByteBuffer cell) {
    varint(cell); // bytes of the row
    varint(cell); // its id
    int head = cell.position();
    int headLength = (int) varint(cell);
    long type = varint(cell);
    long name = varint(cell);
    long tableName = varint(cell);
    long rootPage = varint(cell);
    cell.position(head + headLength);
    boolean isTable = text(cell, type).equals("table");
    boolean isNamedSo = text(cell, name).equals(table);
    text(cell, tableName);
    return isTable && isNamedSo ? number(cell, rootPage) : 0;
  }

  private static String text(ByteBuffer cell, long serialType) {
    long length = serialType < FIRST_TEXT ? 0 : (serialType - FIRST_TEXT) / 2;
    byte[] bytes = new byte[(int) Math.min(length, cell.remaining())];
    cell.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A whole number of one to four bytes, or the constants 0 and 1.
  private static int number(ByteBuffer cell, long serialType) {
    if (serialType > 4) {
      return serialType == 9 ? 1 : 0;
    }
    int value = 0;
    for (int index = 0; index < serialType; index++) {
      value = value << Byte.SIZE | Byte.toUnsignedInt(cell.get());
    }
    return value;
  }

  private static long varint(ByteBuffer cell) {
    long value = 0;
    for (int index = 1; index < LONGEST_VARINT; index++) {
      int next = Byte.toUnsignedInt(cell.get());
      value = value << 7 | (next & SEVEN_BITS);
      if ((next & MORE) == 0) {
        return value;
      }
    }
    return value << Byte.SIZE | Byte.toUnsignedInt(cell.get());
  }
}
