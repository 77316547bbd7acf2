package io.highgate.app.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.highgate.app.life.ConfigFixture.BROKEN;
import static io.highgate.app.life.ConfigFixture.good;
import static io.highgate.app.life.ConfigFixture.source;
import static io.highgate.app.life.ConfigFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

class ConfigLifeTest {

    @TempDir
    Path folder;

    private final RecordingDoor door = new RecordingDoor();
    private Path file;
    private ConfigSource source;
    private LastGood lastGood;
    private ConfigLife life;

    @BeforeEach
    void aGoodFile() throws IOException {
        file = write(folder.resolve("highgate.yaml"), good("first"));
        source = source(file);
        lastGood = new LastGood(folder.resolve("state"), source);
        life = new ConfigLife(source, lastGood);
    }

    @Test
    void startsFromTheFilesWhenTheyAreGood() {
        assertThat(life.first())
                .isInstanceOfSatisfying(
                        FirstConfig.FromFiles.class,
                        it -> assertThat(it.spec().routes().getFirst().name()).isEqualTo("first"));
    }

    @Test
    void startsFromTheLastGoodOneWhenTheFilesAreBroken() throws IOException {
        life.started(life.first());
        write(file, BROKEN);

        assertThat(new ConfigLife(source, lastGood).first())
                .isInstanceOfSatisfying(FirstConfig.FromLastGood.class, it -> {
                    assertThat(it.spec().routes().getFirst().name()).isEqualTo("first");
                    assertThat(it.problems()).hasSizeGreaterThanOrEqualTo(2);
                });
    }

    @Test
    void startsFromTheLastGoodOneWhenTheFileIsGone() throws IOException {
        life.started(life.first());
        Files.delete(file);

        assertThat(life.first()).isInstanceOf(FirstConfig.FromLastGood.class);
    }

    @Test
    void doesNotStartFromBrokenFilesWithoutALastGoodOne() throws IOException {
        write(file, BROKEN);

        assertThat(life.first())
                .isInstanceOfSatisfying(
                        FirstConfig.Missing.class,
                        it -> assertThat(it.problems()).hasSizeGreaterThanOrEqualTo(2));
    }

    @Test
    void doesNotStartFromTheLastGoodOneWhereThatIsNotWanted() throws IOException {
        life.started(life.first());
        write(file, BROKEN);

        assertThat(new ConfigLife(source, null).first()).isInstanceOf(FirstConfig.Missing.class);
    }

    @Test
    void doesNotStartFromTheLastGoodOneOfAnotherFile() throws IOException {
        life.started(life.first());
        ConfigSource other = source(write(folder.resolve("other.yaml"), BROKEN));

        assertThat(new ConfigLife(other, new LastGood(folder.resolve("state"), other)).first())
                .isInstanceOf(FirstConfig.Missing.class);
    }

    @Test
    void doesNotStartFromALastGoodOneThatWasDamaged() throws IOException {
        life.started(life.first());
        write(lastGood.file(), "routes: [");
        write(file, BROKEN);

        assertThat(life.first()).isInstanceOf(FirstConfig.Missing.class);
    }

    @Test
    void keepsWhatTheGatewayAccepts() throws IOException {
        write(file, good("second"));
        life.reload(door);

        assertThat(door.published).containsExactly("second");
        assertThat(lastGood.file()).content().contains("second");
    }

    @Test
    void aBrokenFileChangesNothingAndAllItsProblemsAreReported() throws IOException {
        life.started(life.first());
        write(file, BROKEN);
        life.reload(door);

        assertThat(door.published).isEmpty();
        assertThat(door.refused).hasSizeGreaterThanOrEqualTo(2);
        assertThat(lastGood.file()).content().contains("first");
    }

    @Test
    void whatTheGatewayRefusesIsNotKept() throws IOException {
        life.started(life.first());
        write(file, good("refuse me"));
        life.reload(door);

        assertThat(lastGood.file()).content().contains("first").doesNotContain("refuse me");
    }

    @Test
    void aLastGoodOneIsNotOverwrittenByAStartFromIt() throws IOException {
        life.started(life.first());
        String kept = Files.readString(lastGood.file());
        write(file, BROKEN);
        life.started(life.first());

        assertThat(lastGood.file()).content().isEqualTo(kept);
    }

    @Test
    void aSecretComesBackWithoutTheEnvironmentItCameFrom() throws IOException {
        String text = good("first").replace("bind: 127.0.0.1:0", "bind: 0.0.0.0:0\n  token: \"${TOKEN}\"");
        write(file, text);
        String token = "it's ${not} a 'variable'";
        ConfigSource with = source(Map.of("TOKEN", token), file);
        ConfigLife before = new ConfigLife(with, lastGood);
        before.started(before.first());

        assertThat(life.first())
                .isInstanceOfSatisfying(
                        FirstConfig.FromLastGood.class,
                        it -> assertThat(it.spec().management().token())
                                .satisfies(found -> assertThat(found.reveal()).isEqualTo(token)));
    }
}
