package io.highgate.spring;

import io.highgate.sdk.provider.ProviderSettings;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What editors know of the settings. */
class MetadataTest {

    @Test
    void everySettingIsDescribed() throws IOException, JsonException {
        List<String> described = new ArrayList<>();
        try (InputStream file = Objects.requireNonNull(
                HighgateAutoConfiguration.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            Fields metadata = Fields.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            for (Fields property : metadata.objects("properties")) {
                described.add(property.text("name"));
                assertThat(property.text("description")).endsWith(".");
                assertThat(property.text("type")).startsWith("java.");
            }
            assertThat(metadata.problems()).isEmpty();
        }

        List<String> known = new ArrayList<>(List.of("gateway-server.enabled", "gateway-server.readiness-page"));
        ProviderSettings.NAMES.forEach(it -> known.add(ProviderSettings.PREFIX + it.replace(".<name>", "")));
        assertThat(described).containsExactlyInAnyOrderElementsOf(known);
    }
}
