package io.waggle.mdnsdiscovery.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.waggle.common.config.Range;
import io.waggle.testkit.docs.ConfigTable;
import java.io.File;
import java.lang.reflect.Method;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class LanSourceConfigTest {

  @Test
  void theReadmeHasTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }

  @Test
  void rangesAreTheSameForTheOperatorAndForTheReader() throws Exception {
    NodeList keys =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("target/classes/OSGI-INF/metatype/io.waggle.source.mdns.xml"))
            .getElementsByTagName("AD");
    assertThat(keys.getLength()).isEqualTo(LanSourceConfig.class.getDeclaredMethods().length);
    for (int i = 0; i < keys.getLength(); i++) {
      Element key = (Element) keys.item(i);
      Method method =
          LanSourceConfig.class.getDeclaredMethod(key.getAttribute("id").replace('.', '_'));
      Range range = method.getAnnotation(Range.class);
      assertThat(key.getAttribute("min"))
          .as(key.getAttribute("id"))
          .isEqualTo(range == null ? "" : String.valueOf(range.min()));
      assertThat(key.getAttribute("max"))
          .as(key.getAttribute("id"))
          .isEqualTo(range == null ? "" : String.valueOf(range.max()));
    }
  }
}
