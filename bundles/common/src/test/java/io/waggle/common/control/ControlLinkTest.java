package io.waggle.common.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlLinkTest {

  @TempDir Path folder;
  private SocketChannel raw;
  private ControlLink sending;
  private ControlLink receiving;

  @BeforeEach
  void connect() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      raw = SocketChannel.open(address);
      sending = new ControlLink(raw);
      receiving = new ControlLink(server.accept());
    }
  }

  @AfterEach
  void close() throws IOException {
    sending.close();
    receiving.close();
  }

  @Test
  void framesComeAsTheyWent() throws IOException {
    sending.send(ControlLink.Kind.WORD, "grüß");
    sending.send(ControlLink.Kind.RUN, "");
    assertThat(receiving.receive().text()).isEqualTo("grüß");
    ControlLink.Frame second = receiving.receive();
    assertThat(second.kind()).isEqualTo(ControlLink.Kind.RUN);
    assertThat(second.content()).isEmpty();
  }

  @Test
  void whatIsLongIsCut() throws IOException {
    sending.send(ControlLink.Kind.INPUT, new byte[ControlLink.LONGEST + 1]);
    assertThat(receiving.receive().content()).hasSize(ControlLink.LONGEST);
    assertThat(receiving.receive().content()).hasSize(1);
  }

  @Test
  void nonsenseIsRefused() throws IOException {
    raw.write(ByteBuffer.wrap(new byte[] {'W', 127, 0, 0, 0}));
    assertThatThrownBy(receiving::receive)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("no frame has");
    raw.write(ByteBuffer.wrap(new byte[] {'w'}));
    assertThatThrownBy(receiving::receive).hasMessageStartingWith("no frame begins");
  }

  @Test
  void anEndWithinAFrameIsAnEnd() throws IOException {
    raw.write(ByteBuffer.wrap(new byte[] {'W', 0, 0, 0, 5, 'a'}));
    raw.shutdownOutput();
    assertThatThrownBy(receiving::receive).isInstanceOf(EOFException.class);
  }
}
