package io.waggle.common.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the key that a mistyped one was meant to be. */
public final class Suggestion {

  private static final int FAR = 3;

  private Suggestion() {}

  /** A sentence that names the unknown key, and the nearest known one if any is near. */
  public static String unknownKey(String key, Collection<String> known) {
    return nearest(key, known)
        .map(near -> "unknown key '" + key + "', did you mean '" + near + "'?")
        .orElse("unknown key '" + key + "'");
  }

  /** The nearest word, if it is at most three edits away and less than the word's own length. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> distance(word, k) <= Math.min(FAR, word.length() - 1))
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k));
  }

  /** Levenshtein's distance, one row at a time. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
