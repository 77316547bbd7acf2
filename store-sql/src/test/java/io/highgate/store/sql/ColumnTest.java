package io.highgate.store.sql;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ColumnTest {

    private static final Column NAME = new Column("name of the user", 4);

    @Test
    void whatFitsIsKept() {
        assertThat(NAME.fitting("")).isEmpty();
        assertThat(NAME.fitting("\u4f60\ud83d\ude00d")).isEqualTo("\u4f60\ud83d\ude00d");
        assertThat(NAME.fittingOrNull(null)).isNull();
    }

    @Test
    void whatDoesNotIsRefusedByName() {
        assertThatThrownBy(() -> NAME.fitting("abcde")).hasMessageContaining("name of the user has 5 characters");
        assertThatThrownBy(() -> NAME.fittingOrNull("\ud83d\ude00\ud83d\ude00d"))
                .hasMessageContaining("at most 4");
        assertThatThrownBy(() -> NAME.fitting("a\0")).hasMessageContaining("U+0000");
        assertThatThrownBy(() -> NAME.fitting("a\ud83d")).hasMessageContaining("half a surrogate pair");
        assertThatThrownBy(() -> NAME.fitting("\ude00b")).hasMessageContaining("half a surrogate pair");
    }
}
