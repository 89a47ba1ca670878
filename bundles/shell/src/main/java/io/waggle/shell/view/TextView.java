package io.waggle.shell.view;

import java.time.Instant;
import java.util.Map;

/** An answer as tables and lines. */
public final class TextView {

  private TextView() {}

  /**
   * Renders an answer.
   *
   * @param width columns of the terminal, 0 for no limit
   * @param now what ages are counted from
   * @return lines without the last line end
   */
  public static String render(Answer answer, int width, Instant now) {
    Texts texts = new Texts(ShortIds.of(answer), now);
    StringBuilder out = new StringBuilder();
    boolean headings =
        answer.sections().stream().filter(s -> s instanceof Section.Rows).count() > 1;
    for (Section section : answer.sections()) {
      if (section instanceof Section.Rows rows) {
        rows(rows, headings, width, texts, out);
      } else if (section instanceof Section.Facts facts) {
        facts(facts.fields(), texts, out);
      } else if (section instanceof Section.Sentences sentences) {
        sentences(sentences, out);
      }
    }
    return out.toString().stripTrailing();
  }

  private static void rows(
      Section.Rows rows, boolean heading, int width, Texts texts, StringBuilder out) {
    if (heading) {
      out.append(out.length() == 0 ? "" : "\n").append(rows.name()).append('\n');
    }
    if (rows.rows().isEmpty()) {
      out.append(rows.whenEmpty()).append('\n');
    } else {
      new Table(rows, texts).write(out, width);
    }
  }

  private static void sentences(Section.Sentences section, StringBuilder out) {
    if (section.sentences().isEmpty()) {
      out.append(section.whenEmpty()).append('\n');
    }
    section.sentences().forEach(line -> out.append(Texts.printable(line)).append('\n'));
  }

  private static void facts(Fields fields, Texts texts, StringBuilder out) {
    int width = fields.values().keySet().stream().mapToInt(String::length).max().orElse(0);
    for (Map.Entry<String, Object> fact : fields.values().entrySet()) {
      out.append(fact.getKey())
          .append(" ".repeat(width - fact.getKey().length() + 2))
          .append(texts.of(fact.getValue()))
          .append('\n');
    }
  }
}
