package io.waggle.shell.view;

import java.util.List;

/** A part of an answer. Its name is its key in JSON. */
public sealed interface Section {

  /** Key in JSON, heading for people. */
  String name();

  /**
   * Equal things, one a line.
   *
   * @param columns names of the fields that a table shows; JSON has all fields
   * @param whenEmpty what a person reads when there is none
   */
  record Rows(String name, List<String> columns, List<Fields> rows, String whenEmpty)
      implements Section {

    /** Keeps its own copies. */
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** One thing; with an empty name its fields stand at the top of the JSON document. */
  record Facts(String name, Fields fields) implements Section {}

  /**
   * Equal things, each a sentence for a person and an object for a program.
   *
   * @param sentences as many as there are rows
   */
  record Sentences(String name, List<Fields> rows, List<String> sentences, String whenEmpty)
      implements Section {

    /** Keeps its own copies. */
    public Sentences {
      rows = List.copyOf(rows);
      sentences = List.copyOf(sentences);
    }
  }

  /** Something a person sees from the rest; for programs only. */
  record Remark(String name, Object value) implements Section {}
}
