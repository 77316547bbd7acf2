package io.highgate.registries.ask;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServersTest {

    @Test
    void addressesMayHaveAPath() {
        List<URI> servers = Servers.of(List.of("http://a:8761/eureka/", "https://[::1]"));

        assertThat(Servers.title("eureka", servers)).isEqualTo("eureka http://a:8761/eureka/, https://[::1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:8761", "ftp://a", "http://", "http://a b", "http://a?x=1", "/eureka", "http:a"})
    void whatIsNoAddressOfAServerIsRefused(String url) {
        assertThatThrownBy(() -> Servers.of(List.of(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("http://10.0.0.5:8500");
    }

    @Test
    void aUserInAnAddressIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> Servers.of(List.of("http://me:hush@a:8761/eureka")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("username")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> Servers.of(List.of("http://me:hu sh@a:8761/eureka")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sh@");
    }

    @Test
    void thereIsOneAtLeast() {
        assertThatThrownBy(() -> Servers.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
