package io.waggle.mailbox.osgi;

import java.util.Map;

/** What a mailbox is called: its key, else the name of its configuration. */
final class MailboxName {

  private MailboxName() {}

  static String of(Map<String, ?> properties) {
    Object given = properties.get("mail.name");
    if (given != null && !String.valueOf(given).isBlank()) {
      return String.valueOf(given).strip();
    }
    String pid = String.valueOf(properties.get("service.pid"));
    int tilde = pid.lastIndexOf('~');
    return tilde >= 0 && tilde + 1 < pid.length() ? pid.substring(tilde + 1) : "main";
  }

  /** Only what is safe as the name of a folder. */
  static String folder(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]", "_");
  }
}
