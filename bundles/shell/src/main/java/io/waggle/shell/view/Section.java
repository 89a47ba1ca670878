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

  /** Sentences. */
  record Lines(String name, List<String> lines) implements Section {

    /** Keeps its own copy. */
    public Lines {
      lines = List.copyOf(lines);
    }
  }
}
