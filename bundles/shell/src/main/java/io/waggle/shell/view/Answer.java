package io.waggle.shell.view;

import java.util.List;

/**
 * All that a command says.
 *
 * @param command its name
 * @param sections in the order they are shown
 */
public record Answer(String command, List<Section> sections) {

  /** Keeps its own copy of the sections. */
  public Answer {
    sections = List.copyOf(sections);
  }

  /** From the sections themselves. */
  public static Answer of(String command, Section... sections) {
    return new Answer(command, List.of(sections));
  }
}
