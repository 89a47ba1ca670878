package io.waggle.hypercore.osgi;

import io.waggle.testkit.docs.ConfigTable;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void theReadmeListsTheKeys() throws Exception {
    ConfigTable.checkReadme();
  }
}
