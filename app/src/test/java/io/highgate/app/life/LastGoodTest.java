package io.highgate.app.life;

import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.highgate.app.life.ConfigFixture.good;
import static io.highgate.app.life.ConfigFixture.source;
import static io.highgate.app.life.ConfigFixture.write;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class LastGoodTest {

    @TempDir
    Path folder;

    private ConfigSource source;
    private GatewaySpec spec;

    @BeforeEach
    void aSpec() throws IOException {
        source = source(write(folder.resolve("highgate.yaml"), good("kept")));
        spec = requireNonNull(source.read().spec());
    }

    @Test
    void whatIsKeptReadsBackAsTheSame() {
        LastGood lastGood = new LastGood(folder.resolve("deep/state"), source);

        assertThat(lastGood.save(spec)).isTrue();
        assertThat(lastGood.load(source)).contains(spec);
    }

    @Test
    void itIsItsOwnersAloneAndNothingElseIsLeftBehind() throws IOException {
        LastGood lastGood = new LastGood(folder.resolve("state"), source);
        lastGood.save(spec);
        lastGood.save(spec);

        try (Stream<Path> left = Files.list(folder.resolve("state"))) {
            assertThat(left).containsExactly(lastGood.file());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lastGood.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDiskThatDoesNotTakeItIsCountedAndForgottenWhenItDoesAgain() throws IOException {
        Path state = write(folder.resolve("state"), "a file where the folder should be");
        LastGood lastGood = new LastGood(state, source);

        assertThat(lastGood.save(spec)).isFalse();
        assertThat(lastGood.save(spec)).isFalse();
        assertThat(lastGood.failures()).isEqualTo(2);
        assertThat(lastGood.load(source)).isEmpty();

        Files.delete(state);
        assertThat(lastGood.save(spec)).isTrue();
        assertThat(lastGood.failures()).isEqualTo(2);
    }

    @Test
    void whatWasKeptStaysWhenTheNextOneCannotBeWritten() throws IOException {
        LastGood lastGood = new LastGood(folder.resolve("state"), source);
        lastGood.save(spec);
        Path aside = folder.resolve("aside");
        Files.move(folder.resolve("state"), aside);
        write(folder.resolve("state"), "in the way");
        assertThat(lastGood.save(spec)).isFalse();
        Files.delete(folder.resolve("state"));
        Files.move(aside, folder.resolve("state"));

        assertThat(lastGood.load(source)).contains(spec);
    }

    @Test
    void nothingKeptIsNothingFound() {
        assertThat(new LastGood(folder.resolve("nowhere"), source).load(source)).isEmpty();
    }
}
