package io.waggle.shell.view;

import java.util.List;

/**
 * All that a command says.
 *
 * @param command its name
 * @param sections in the order they are shown
 * @param exit the exit code of a process that ran it, 0 if it is done
 */
public record Answer(String command, List<Section> sections, int exit) {

  /** Keeps its own copy of the sections. */
  public Answer {
    sections = List.copyOf(sections);
  }

  /** Done. */
  public Answer(String command, List<Section> sections) {
    this(command, sections, 0);
  }

  /** The same with another exit code. */
  public Answer exit(int code) {
    return new Answer(command, sections, code);
  }

  /** From the sections themselves. */
  public static Answer of(String command, Section... sections) {
    return new Answer(command, List.of(sections));
  }
}
