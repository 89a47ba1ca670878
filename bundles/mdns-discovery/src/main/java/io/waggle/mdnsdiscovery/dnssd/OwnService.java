package io.waggle.mdnsdiscovery.dnssd;

import java.util.List;
import java.util.Set;

/**
 * An instance that this node is, under each of {@link ServiceNames#TYPES}.
 *
 * @param instance its name as long as nobody else has it
 * @param port we listen on
 * @param text the strings of its TXT record
 * @param labels the topics it is at
 */
public record OwnService(String instance, int port, List<String> text, Set<String> labels) {

  /** Keeps its own copies. */
  public OwnService {
    text = List.copyOf(text);
    labels = Set.copyOf(labels);
  }
}
