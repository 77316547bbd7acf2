package io.highgate.model.print;

import io.highgate.base.problem.Problems;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import io.highgate.model.bind.Places;
import io.highgate.model.bind.SpecBinder;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ManagementSpec;
import io.highgate.model.text.Node;
import io.highgate.model.text.YamlText;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NativeYamlTest {

    private static final GatewaySpec DEFAULTS = SpecShape.defaults(GatewaySpec.class);

    private static @Nullable GatewaySpec read(String yaml, Map<String, String> environment) {
        Problems problems = new Problems();
        Node tree = YamlText.read("printed", yaml, problems);
        assertThat(problems.all()).as(yaml).isEmpty();
        GatewaySpec spec = new SpecBinder(environment, false, new Places("printed"), problems)
                .bind(Objects.requireNonNull(tree), GatewaySpec.class);
        assertThat(problems.all()).as(yaml).isEmpty();
        return spec;
    }

    @Provide
    Arbitrary<GatewaySpec> specs() {
        return AnySpec.of(GatewaySpec.class);
    }

    @Property(tries = 300)
    void whatIsPrintedReadsBackEqual(@ForAll("specs") GatewaySpec spec) {
        String yaml = NativeYaml.print(spec);
        Map<String, String> environment = new HashMap<>();
        Pattern.compile("\\$\\{(HIGHGATE_[A-Z0-9_]+)}")
                .matcher(yaml)
                .results()
                .forEach(it -> environment.put(it.group(1), AnySpec.SECRET));
        assertThat(read(yaml, environment)).as(yaml).isEqualTo(spec);
    }

    @Test
    void defaultsAreLeftOut() {
        assertThat(NativeYaml.print(DEFAULTS)).isEqualTo("{}\n");
    }

    @Test
    void aSecretIsNeverPrinted() {
        ManagementSpec management = new ManagementSpec(new HostPort("::", 8001), new Secret("hunter2"));
        GatewaySpec spec = SpecShape.with(DEFAULTS, "management", management);
        assertThat(NativeYaml.print(spec)).isEqualTo("""
                        management:
                          bind: '[::]:8001'
                          token: ${HIGHGATE_MANAGEMENT_TOKEN}
                        """);
    }

    @Test
    void printsWhatAPersonWouldWrite() {
        String yaml = """
                limits:
                  body: 1MiB
                upstreams:
                  crm:
                    endpoints:
                      - url: 10.0.0.1:80
                      - url: 10.0.0.2:80
                        weight: 2
                    balancer: least-in-flight
                filters:
                  - responseHeaders:
                      remove:
                        - Server
                      set:
                        X-A: '1'
                routes:
                  - name: crm
                    paths:
                      - '/crm/{*rest}'
                    upstream: crm
                    rewrite:
                      to: '/{rest}?price=$${x}'
                """;
        assertThat(NativeYaml.print(Objects.requireNonNull(read(yaml, Map.of()))))
                .isEqualTo(yaml);
    }
}
