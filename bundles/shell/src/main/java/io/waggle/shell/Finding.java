package io.waggle.shell;

/**
 * Something the doctor noticed.
 *
 * @param severity whether something has to be done
 * @param subject what it is about
 * @param sentence for a person
 */
public record Finding(Severity severity, String subject, String sentence) {

  /** How bad it is. */
  public enum Severity {
    /** The operator should do something. */
    PROBLEM,
    /** Good to know. */
    NOTE
  }

  /** Something has to be done. */
  public static Finding problem(String subject, String sentence) {
    return new Finding(Severity.PROBLEM, subject, sentence);
  }

  /** Good to know. */
  public static Finding note(String subject, String sentence) {
    return new Finding(Severity.NOTE, subject, sentence);
  }
}
