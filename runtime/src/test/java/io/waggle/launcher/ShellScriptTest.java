package io.waggle.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellScriptTest {

  @Test
  void aLineIsACommandUnlessABracketIsOpen() {
    ShellScript script = new ShellScript("status\n\neach [1 2] {\n  echo $it\n}\npeers | grep a");
    assertThat(script.commands())
        .containsExactly("status\n", "each [1 2] {\n  echo $it\n}\n", "peers | grep a\n");
  }

  @Test
  void anUnclosedBracketIsLeftToTheShellToReport() {
    assertThat(new ShellScript("if {\na").commands()).containsExactly("if {\na\n");
  }
}
