package io.waggle.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.control.ControlLink;
import io.waggle.common.control.ControlLink.Frame;
import io.waggle.common.control.ControlLink.Kind;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.CommandLine;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import io.waggle.testkit.time.VirtualTime;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {

  private static final List<Command> COMMANDS =
      List.of(
          new Command(Syntax.of("mail-echo", "Say it again"), ControlServerTest::echo),
          new Command(Syntax.of("mail-where", "The folder"), ControlServerTest::where),
          new Command(
              Syntax.of("mail-fail", "It can't"),
              arguments -> {
                throw new CommandException("it can't");
              }));

  @TempDir Path folder;
  private Path socket;
  private ControlServer server;

  private static Answer echo(Arguments arguments) {
    try {
      arguments.terminal().progress("reading");
      arguments.terminal().write(arguments.terminal().input().orElseThrow());
    } catch (IOException e) {
      throw new CommandException(e.getMessage());
    }
    return Answer.of("mail-echo").exit(10);
  }

  private static Answer where(Arguments arguments) {
    return Answer.of(
        "mail-where", new Section.Facts("", Fields.of("folder", arguments.terminal().folder())));
  }

  @BeforeEach
  void open() throws IOException {
    socket = folder.resolve("control/socket");
    Files.createDirectories(socket.getParent());
    Files.createFile(socket);
    server = ControlServer.open(socket, COMMANDS, new CommandLine(new VirtualTime()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Kinds and texts of what the node says; the input is handed over when it is asked for. */
  private List<String> ask(String input, String... words) throws IOException {
    List<String> said = new ArrayList<>();
    try (ControlLink link =
        new ControlLink(SocketChannel.open(UnixDomainSocketAddress.of(socket)))) {
      link.send(Kind.FOLDER, "/somewhere");
      for (String word : words) {
        link.send(Kind.WORD, word);
      }
      link.send(Kind.RUN, "80");
      for (Frame frame = link.receive(); true; frame = link.receive()) {
        said.add((frame.kind() + " " + frame.text()).strip());
        if (frame.kind() == Kind.EXIT) {
          return said;
        } else if (frame.kind() == Kind.WANT) {
          link.send(Kind.INPUT, input.getBytes(StandardCharsets.UTF_8));
          link.send(Kind.END, "");
        }
      }
    }
  }

  @Test
  void inputProgressOutputAndExitCode() throws IOException {
    assertThat(ask("grüße", "mail-echo"))
        .containsExactly("NOTE reading", "WANT", "OUT grüße", "EXIT 10");
  }

  @Test
  void itKnowsWhereItWasTyped() throws IOException {
    assertThat(ask("", "mail-where")).containsExactly("OUT folder  /somewhere", "EXIT 0");
  }

  @Test
  void whatIsWrongIsSaid() throws IOException {
    assertThat(ask("", "mail-fail")).containsExactly("NOTE it can't", "EXIT 7");
    assertThat(ask("", "mail-fall", "x"))
        .containsExactly(
            "NOTE there is no command 'mail-fall', did you mean 'mail-fail'?", "EXIT 2");
    assertThat(ask("", "mail-where", "--no"))
        .allSatisfy(line -> assertThat(line).matches("NOTE mail-where: unknown option .*|EXIT 2"));
  }

  @Test
  void helpListsWhatBeginsSo() throws IOException {
    assertThat(ask("", "help", "mail-"))
        .containsExactly("OUT echo   Say it again\nwhere  The folder\nfail   It can't", "EXIT 0");
  }

  @Test
  void nobodyElseMayConnect() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
        .isEqualTo("rwx------");
    server.close();
    assertThat(socket).doesNotExist();
  }
}
