package io.waggle.api.discovery;

/** When a source is asked. */
public enum SourceRole {
  /** Always. */
  PRIMARY,
  /** Only when the primary ones gave too little for a while, or are all down. */
  FALLBACK
}
