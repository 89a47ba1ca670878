package io.waggle.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The table of a configuration's keys, made from the metatype that the build wrote. In a README it
 * stands between {@code <!-- config:<ocd id> -->} and {@code <!-- /config -->}; run the tests with
 * {@code -Dwaggle.readme.write=true} to write it anew.
 */
public final class ConfigTable {

  private ConfigTable() {}

  /** Fails if the README of the module in the working directory lacks or misstates a table. */
  public static void checkReadme() throws Exception {
    File[] metatypes = new File("target/classes/OSGI-INF/metatype").listFiles();
    assertThat(metatypes).as("metatype files").isNotEmpty();
    Path readme = Path.of("README.md");
    for (File metatype : metatypes) {
      Document document = parse(metatype);
      String id = ((Element) document.getElementsByTagName("OCD").item(0)).getAttribute("id");
      check(readme, id, table(document));
    }
  }

  private static void check(Path readme, String id, String table) throws IOException {
    String begin = "<!-- config:" + id + " -->\n";
    String end = "<!-- /config -->";
    String text = Files.readString(readme);
    assertThat(text).as("%s has no place for the keys of %s", readme, id).contains(begin);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end, from);
    assertThat(to).as("%s: '%s' is missing", readme, end).isPositive();
    if (Boolean.getBoolean("waggle.readme.write")) {
      Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to))
          .as("the keys of %s; write them with -Dwaggle.readme.write=true", id)
          .isEqualTo(table);
    }
  }

  private static Document parse(File file)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file);
  }

  private static String table(Document metatype) {
    List<String> rows = new ArrayList<>();
    rows.add("| Key | Type | Default | Range | Meaning |");
    rows.add("|---|---|---|---|---|");
    NodeList keys = metatype.getElementsByTagName("AD");
    for (int i = 0; i < keys.getLength(); i++) {
      rows.add(row((Element) keys.item(i)));
    }
    return String.join("\n", rows) + "\n";
  }

  private static String row(Element key) {
    String type = key.getAttribute("type");
    boolean many = !key.getAttribute("cardinality").isEmpty();
    String value = key.getAttribute("default");
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            key.getAttribute("id"),
            many ? type + " list" : type,
            value.isEmpty() ? "" : "`" + value + "`",
            range(key),
            key.getAttribute("description"));
  }

  private static String range(Element key) {
    NodeList options = key.getElementsByTagName("Option");
    if (options.getLength() > 0) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < options.getLength(); i++) {
        values.add("`" + ((Element) options.item(i)).getAttribute("value") + "`");
      }
      return String.join(" ", values);
    }
    String min = key.getAttribute("min");
    String max = key.getAttribute("max");
    if (min.isEmpty() && max.isEmpty()) {
      return "";
    }
    return max.isEmpty() ? "≥ " + min : min + "–" + max;
  }
}
