package io.waggle.shell.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Aligned columns; the widest ones give way when the terminal is too narrow. */
final class Table {

  private static final String GAP = "  ";
  private static final int LEAST = 8;

  private final List<List<String>> lines = new ArrayList<>();
  private final boolean[] right;
  private final int[] widths;

  Table(Section.Rows section, Texts texts) {
    List<String> columns = section.columns();
    right = new boolean[columns.size()];
    widths = new int[columns.size()];
    for (int i = 0; i < right.length; i++) {
      String column = columns.get(i);
      right[i] = isNumeric(section.rows().stream().map(r -> r.values().get(column)).toList());
    }
    add(columns.stream().map(Table::title).toList());
    for (Fields row : section.rows()) {
      add(columns.stream().map(c -> texts.of(row.values().get(c))).toList());
    }
  }

  /** Whether all that is known in a column are numbers. */
  private static boolean isNumeric(List<Object> values) {
    List<Object> known =
        values.stream()
            .map(v -> v instanceof Optional<?> o ? o.orElse(null) : v)
            .filter(Objects::nonNull)
            .toList();
    return !known.isEmpty() && known.stream().allMatch(v -> v instanceof Number);
  }

  /** {@code firstSeen} becomes {@code FIRST SEEN}. */
  private static String title(String field) {
    return field.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
  }

  private void add(List<String> cells) {
    lines.add(cells);
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells.get(i).length());
    }
  }

  /** Writes the lines; a width of 0 cuts nothing. */
  void write(StringBuilder out, int width) {
    if (width > 0) {
      fit(width);
    }
    for (List<String> cells : lines) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(i == 0 ? "" : GAP).append(cell(cells.get(i), i));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private void fit(int width) {
    int total = GAP.length() * (widths.length - 1);
    for (int w : widths) {
      total += w;
    }
    for (; total > width; total--) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] >= widths[widest] ? i : widest;
      }
      if (widths[widest] <= LEAST) {
        return;
      }
      widths[widest]--;
    }
  }

  private String cell(String text, int column) {
    int width = widths[column];
    if (text.length() > width) {
      return text.substring(0, width - 1) + "…";
    }
    String blanks = " ".repeat(width - text.length());
    return right[column] ? blanks + text : text + blanks;
  }
}
