package io.waggle.container;

import static org.junit.Assert.assertEquals;

import io.waggle.api.discovery.Topic;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The bundles resolve and start. */
@RunWith(PaxExam.class)
public class ApiIT {

  @Inject private BundleContext context;

  @Configuration
  public Option[] framework() {
    return Node.with("api");
  }

  @Test
  public void every_bundle_is_active() {
    List<String> idle =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .map(Bundle::getSymbolicName)
            .toList();
    assertEquals(List.of(), idle);
    assertEquals(40, Topic.named("x").label().length());
  }
}
