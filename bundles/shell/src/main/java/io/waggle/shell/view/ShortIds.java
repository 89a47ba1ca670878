package io.waggle.shell.view;

import io.waggle.api.discovery.PeerId;
import io.waggle.api.discovery.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Cuts long ids so far that those shown together still differ. */
public final class ShortIds {

  private static final int LEAST = 8;

  private final int length;

  private ShortIds(int length) {
    this.length = length;
  }

  /** Fit for all ids that an answer holds. */
  public static ShortIds of(Answer answer) {
    Set<String> ids = new TreeSet<>();
    for (Section section : answer.sections()) {
      if (section instanceof Section.Rows rows) {
        rows.rows().forEach(row -> collect(row, ids));
      } else if (section instanceof Section.Facts facts) {
        collect(facts.fields(), ids);
      }
    }
    return of(ids);
  }

  /** Fit for these ids. */
  public static ShortIds of(Collection<String> ids) {
    int length = LEAST;
    String before = "";
    for (String id : new TreeSet<>(ids)) {
      length = Math.max(length, commonPrefix(before, id) + 1);
      before = id;
    }
    return new ShortIds(length);
  }

  private static int commonPrefix(String a, String b) {
    int n = 0;
    while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return n;
  }

  private static void collect(Object value, Set<String> ids) {
    if (value instanceof PeerId id) {
      ids.add(id.toString());
    } else if (value instanceof Topic topic) {
      ids.add(topic.label());
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(v -> collect(v, ids));
    } else if (value instanceof Collection<?> many) {
      many.forEach(v -> collect(v, ids));
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> collect(v, ids));
    } else if (value instanceof Fields fields) {
      fields.values().values().forEach(v -> collect(v, ids));
    }
  }

  /** The id, cut. */
  public String cut(String id) {
    return id.length() <= length ? id : id.substring(0, length);
  }
}
