package io.waggle.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.shell.doubles.TestNode;
import io.waggle.testkit.docs.ConfigTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's tables are those of the code; {@code -Dwaggle.readme.write=true} writes them. */
class ReadmeTest {

  private static final String BEGIN = "<!-- commands -->\n";
  private static final String END = "<!-- /commands -->";

  @Test
  void keysOfTheOneShotCommand() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void commands() throws IOException {
    StringBuilder table = new StringBuilder("| Command | What it does |\n|---|---|\n");
    new TestNode(Path.of("unused"))
        .commands()
        .forEach(
            c ->
                table.append(
                    "| `%s` | %s |\n"
                        .formatted(c.syntax().usage().replace("|", "\\|"), c.syntax().summary())));
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    if (Boolean.getBoolean("waggle.readme.write")) {
      Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(table.toString());
    }
  }
}
