package io.highgate.base.unit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecretTest {

    @Test
    void matchesItselfOnly() {
        Secret secret = new Secret("s3cret");
        assertThat(secret.matches("s3cret")).isTrue();
        assertThat(secret.matches("s3cre")).isFalse();
        assertThat(secret.matches("s3cret ")).isFalse();
        assertThat(secret.matches("")).isFalse();
    }

    @Test
    void isNotSeenWhenPrinted() {
        assertThat("" + new Secret("s3cret")).doesNotContain("s3cret").isNotBlank();
    }
}
