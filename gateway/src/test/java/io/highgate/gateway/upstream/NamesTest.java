package io.highgate.gateway.upstream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1", "::1", "fe80::1"})
    void anAddressNeedsNoResolver(String host) {
        assertThat(Names.isLiteral(host)).isTrue();
    }

    /** A name that ended with a digit was resolved once, on the caller's thread, and never again. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "web1", "cell-1.local2", "10.a1", "1.2.3.4x", "trailing.dot."})
    void aNameIsResolvedAgainAndAgainEvenIfItEndsWithADigit(String host) {
        assertThat(Names.isLiteral(host)).isFalse();
    }
}
