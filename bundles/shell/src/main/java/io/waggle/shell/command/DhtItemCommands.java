package io.waggle.shell.command;

import io.waggle.api.dht.ByteString;
import io.waggle.api.dht.DhtItem;
import io.waggle.api.dht.DhtLookup;
import io.waggle.api.dht.DhtMutableItem;
import io.waggle.api.dht.DhtOperation;
import io.waggle.api.dht.DhtService;
import io.waggle.api.dht.NodeId;
import io.waggle.api.dht.StoreReport;
import io.waggle.shell.Command;
import io.waggle.shell.CommandException;
import io.waggle.shell.Node;
import io.waggle.shell.Waiting;
import io.waggle.shell.line.Arguments;
import io.waggle.shell.line.Syntax;
import io.waggle.shell.view.Answer;
import io.waggle.shell.view.Fields;
import io.waggle.shell.view.Section;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Items of BEP 44: text by its hash, and what the owner of a key has signed. */
final class DhtItemCommands {

  private static final int KEY_DIGITS = 64;

  private final Node node;
  private final Waiting waiting;

  DhtItemCommands(Node node, Waiting waiting) {
    this.node = node;
    this.waiting = waiting;
  }

  List<Command> all() {
    return List.of(
        new Command(
            DhtCommands.dht(
                    Syntax.of("dht-put", "Store a text: under its hash, or signed by a key"))
                .option("key", "FILE", "sign it with this private key; made if it is missing")
                .option("salt", "TEXT", "which item of the key")
                .option("seconds", "N", "how long to wait, 30 unless given")
                .many("text", true),
            this::put),
        new Command(
            DhtCommands.dht(
                    Syntax.of("dht-get", "Get an item: by its hash, or the newest of a public key"))
                .option("salt", "TEXT", "which item of a public key")
                .option("seconds", "N", "how long to wait, 30 unless given")
                .required("key", Syntax.Names.NONE),
            this::get));
  }

  private Answer put(Arguments arguments) {
    String text = String.join(" ", arguments.many("text"));
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    ByteString value = ByteString.of(length + ":" + text);
    Optional<OwnerKey> owner =
        arguments.option("key").map(f -> OwnerKey.at(Path.of(f), node.cryptography()));
    DhtService dht = DhtCommands.chosen(node, arguments);
    try {
      return owner.isPresent()
          ? putSigned(dht, value, owner.get(), arguments)
          : putHashed(dht, value, arguments);
    } catch (IllegalArgumentException e) {
      throw arguments.fault(e.getMessage());
    }
  }

  private Answer putHashed(DhtService dht, ByteString value, Arguments arguments) {
    StoreReport report =
        DhtLookupCommands.await(waiting, dht.putImmutable(value, DhtLookup.DEFAULT), arguments);
    return put(report, DhtLookupCommands.stored(report).add("key", dht.targetOf(value)));
  }

  /** The version follows the newest that can be found, and only if that is still the newest. */
  private Answer putSigned(DhtService dht, ByteString value, OwnerKey owner, Arguments arguments) {
    ByteString salt = ByteString.of(arguments.option("salt").orElse(""));
    ByteString key = owner.publicKey();
    Optional<DhtItem> newest =
        DhtLookupCommands.await(
            waiting, dht.getMutable(key, salt, -1, DhtLookup.DEFAULT, v -> {}), arguments);
    long seq = newest.map(item -> item.seq() + 1).orElse(1L);
    DhtMutableItem item =
        new DhtMutableItem(
            key,
            salt,
            seq,
            value,
            owner.sign(dht.signedBytes(salt, seq, value)),
            newest.map(i -> OptionalLong.of(i.seq())).orElse(OptionalLong.empty()));
    StoreReport report =
        DhtLookupCommands.await(waiting, dht.putMutable(item, DhtLookup.DEFAULT), arguments);
    return put(
        report,
        DhtLookupCommands.stored(report)
            .add("key", key)
            .add("seq", seq)
            .add("target", dht.targetOf(key, salt)));
  }

  private static Answer put(StoreReport report, Fields fields) {
    return Answer.of(
        "dht-put",
        new Section.Facts("", fields),
        DhtLookupCommands.nodes("holders", report.holders(), "no node has taken it"));
  }

  private Answer get(Arguments arguments) {
    DhtItem item =
        DhtLookupCommands.await(
                waiting, asked(DhtCommands.chosen(node, arguments), arguments), arguments)
            .orElseThrow(() -> new CommandException("no node has an item under that key"));
    Fields fields =
        new Fields()
            .add("key", item.key().map(String::valueOf).orElse(item.target().toString()))
            .add("seq", item.seq())
            .add("text", text(item.value()))
            .add("value", item.value());
    return Answer.of("dht-get", new Section.Facts("", fields));
  }

  private static DhtOperation<Optional<DhtItem>> asked(DhtService dht, Arguments arguments) {
    String key = arguments.text("key");
    ByteString salt = ByteString.of(arguments.option("salt").orElse(""));
    try {
      return key.length() == KEY_DIGITS
          ? dht.getMutable(
              ByteString.of(HexFormat.of().parseHex(key)),
              salt,
              -1,
              DhtLookup.DEFAULT,
              version -> {})
          : dht.getImmutable(NodeId.parse(key), DhtLookup.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw arguments.fault(
          "<key> is 40 hex digits of a hash or 64 of a public key, not '" + key + "'");
    }
  }

  /** A bencoded string as text; empty for a list, a dictionary or a number. */
  private static Optional<String> text(ByteString value) {
    String whole = value.toText();
    int colon = whole.indexOf(':');
    boolean string = colon > 0 && Character.isDigit(whole.charAt(0));
    return string ? Optional.of(whole.substring(colon + 1)) : Optional.empty();
  }
}
