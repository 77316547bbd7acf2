package io.highgate.base.life;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClosingTest {

    private final List<String> closed = new ArrayList<>();
    private final Closing closing = new Closing();

    private void add(String name) {
        Closeable thing = () -> closed.add(name);
        assertThat(closing.add(thing)).isSameAs(thing);
    }

    @Test
    void closesLastOpenedFirstAndOnlyOnce() throws IOException {
        add("first");
        add("second");
        closing.close();
        closing.close();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void goesOnWhenOneFailsAndThrowsTheFirstFailure() {
        add("first");
        closing.add(() -> {
            throw new IOException("second");
        });
        closing.add(() -> {
            throw new IOException("third");
        });
        assertThatThrownBy(closing::close)
                .isInstanceOf(IOException.class)
                .hasMessage("third")
                .satisfies(
                        e -> assertThat(e.getSuppressed()).singleElement().hasToString("java.io.IOException: second"));
        assertThat(closed).containsExactly("first");
    }

    /** An unchecked failure used to leave everything opened before it open. */
    @Test
    void goesOnWhenOneIsDefect() {
        add("first");
        closing.add(() -> {
            throw new IllegalStateException("second");
        });
        assertThatThrownBy(closing::close).isInstanceOf(IllegalStateException.class);
        assertThat(closed).containsExactly("first");
    }
}
