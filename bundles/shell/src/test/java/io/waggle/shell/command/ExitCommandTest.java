package io.waggle.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.waggle.shell.doubles.TestNode;
import io.waggle.shell.line.UsageException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExitCommandTest {

  private final TestNode node = new TestNode(Path.of("unused"));

  @Test
  void theCodeMayBeLeftOut() {
    assertThat(node.type("exit")).isEqualTo("code  0");
    assertThat(node.type("exit 3 --json")).contains("\"code\":3");
    assertThat(node.ends).containsExactly(0, 3);
  }

  @Test
  void whatIsNoCodeEndsNothing() {
    assertThatThrownBy(() -> node.type("exit now"))
        .isInstanceOf(UsageException.class)
        .hasMessage("exit: argument <code> is 'now', but must be a whole number");
    assertThatThrownBy(() -> node.type("exit 256"))
        .isInstanceOf(UsageException.class)
        .hasMessage("exit: argument <code> is 256, but must be 0..255");
    assertThat(node.ends).isEmpty();
  }
}
