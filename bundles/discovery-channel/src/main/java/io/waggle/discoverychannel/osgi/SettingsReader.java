package io.waggle.discoverychannel.osgi;

import io.waggle.api.discovery.spi.SourceProperties;
import io.waggle.common.config.ConfigReader;
import io.waggle.common.config.Reading;
import io.waggle.common.config.Suggestion;
import io.waggle.discoverychannel.HubSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns a configuration into settings.
 *
 * @param settings empty if a value can't be used
 * @param problems for a person
 */
record SettingsReader(Optional<HubSettings> settings, List<String> problems) {

  private static final Pattern OVERRIDE = Pattern.compile("\\s*([^:]+):([^=:]+)=(.*)");
  private static final List<String> KEYS =
      List.of(
          SourceProperties.KIND,
          SourceProperties.RANK,
          SourceProperties.REALMS,
          SourceProperties.START_AFTER,
          SourceProperties.TIMEOUT,
          SourceProperties.ROLE,
          SourceProperties.LIMIT,
          SourceProperties.INTERVAL,
          SourceProperties.TRUST);

  static SettingsReader read(Map<String, ?> properties) {
    Reading<DiscoveryConfig> reading = ConfigReader.read(DiscoveryConfig.class, properties);
    List<String> problems = new ArrayList<>(reading.problems());
    Map<String, Map<String, String>> overrides = new HashMap<>();
    reading.config().ifPresent(config -> readOverrides(config.override(), overrides, problems));
    return new SettingsReader(reading.config().map(c -> settings(c, overrides)), problems);
  }

  private static HubSettings settings(
      DiscoveryConfig config, Map<String, Map<String, String>> overrides) {
    return new HubSettings(
        Duration.ofMillis(config.fallback_after()),
        Duration.ofMillis(config.claim_grace()),
        Duration.ofMillis(config.jitter()),
        Duration.ofMillis(config.backoff_min()),
        Duration.ofMillis(config.backoff_max()),
        Duration.ofMillis(config.withdraw_timeout()),
        config.limit_group(),
        config.limit_second(),
        overrides);
  }

  private static void readOverrides(
      String[] texts, Map<String, Map<String, String>> overrides, List<String> problems) {
    for (String text : texts) {
      Matcher matcher = OVERRIDE.matcher(text);
      if (!matcher.matches()) {
        problems.add("override '" + text + "' is not of the form id:key=value");
      } else if (!KEYS.contains(matcher.group(2).strip())) {
        problems.add("override: " + Suggestion.unknownKey(matcher.group(2).strip(), KEYS));
      } else {
        overrides
            .computeIfAbsent(matcher.group(1).strip(), id -> new HashMap<>())
            .put(matcher.group(2).strip(), matcher.group(3).strip());
      }
    }
  }
}
