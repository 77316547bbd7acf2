package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterAddress;
import io.highgate.app.center.ask.Credentials;
import io.highgate.app.center.ask.Keyring;
import io.highgate.app.center.ask.NotDone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.app.cli.ScriptedCenter.SAFE_KEY;
import static io.highgate.app.cli.ScriptedCenter.SAFE_SECRET;
import static io.highgate.app.cli.ScriptedCenter.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

/** As whom a center is asked, and which one. */
@Timeout(60)
class CredentialsTest {

    private static final String OWNER = "{\"safeKey\":\"" + SAFE_KEY + "\",\"safeSecret\":\"" + SAFE_SECRET + "\"}";

    @TempDir
    Path folder;

    private ScriptedCenter center;

    @BeforeEach
    void start() throws IOException {
        center = ScriptedCenter.start();
    }

    @AfterEach
    void stop() {
        center.close();
    }

    private Run cells(Map<String, String> environment, String... more) {
        String[] arguments = new String[1 + more.length];
        arguments[0] = "cells";
        System.arraycopy(more, 0, arguments, 1, more.length);
        return Run.of(folder, environment, arguments);
    }

    private void owner(String text) throws IOException {
        Path file = folder.resolve(".highgate/state/operator.key");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aKeyIsNamedByOptionAndItsSecretByTheEnvironment() {
        Map<String, String> environment = Map.of("HIGHGATE_SECRET", SAFE_SECRET, "HIGHGATE_KEY", "another");

        assertThat(cells(environment, "--center", center.url(), "--key", SAFE_KEY)
                        .code())
                .isZero();
    }

    @Test
    void aTokenComesFromTheEnvironmentOrAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");

        assertThat(cells(Map.of("HIGHGATE_CENTER", center.url(), "HIGHGATE_TOKEN", TOKEN))
                        .code())
                .isZero();
        assertThat(cells(Map.of("HIGHGATE_CENTER", center.url()), "--token-file", file.toString())
                        .code())
                .isZero();
    }

    @Test
    void theFirstOfTheGovernanceUrlsIsTheCenter() throws IOException {
        owner(OWNER);

        assertThat(cells(Map.of("GOVERNANCE_URL", center.url() + ", http://127.0.0.1:1"))
                        .code())
                .isZero();
    }

    @Test
    void whoeverHasTheMachineUsesTheKeyThatItsCenterLeft() throws IOException {
        owner(OWNER);

        assertThat(cells(Map.of("HIGHGATE_CENTER", center.url())).code()).isZero();
        assertThat(cells(
                                Map.of("HIGHGATE_STATE", "elsewhere"),
                                "--center",
                                center.url(),
                                "--state-folder",
                                folder.resolve(".highgate/state").toString())
                        .code())
                .isZero();
    }

    /** The name of a host may lead anywhere: the owner's key must not go there. */
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8005,          true",
        "https://LOCALHOST:8005,         true",
        "http://[::1]:8005,              true",
        "http://10.0.0.1:8005,           false",
        "http://127.0.0.1.nip.io:8005,   false",
        "http://localhost.evil.org:8005, false",
        "http://center:8005,             false"
    })
    void theKeyOfThisMachineIsForACenterOfThisMachineOnly(String url, boolean used) throws IOException, NotDone {
        owner(OWNER);
        Keyring keyring = new Keyring(Map.of(), List.of(folder, folder.resolve(".highgate/state")));

        assertThat(keyring.find(null, null, CenterAddress.find(url, Map.of())))
                .isInstanceOf(used ? Credentials.Key.class : Credentials.None.class)
                .asString()
                .doesNotContain(SAFE_SECRET);
    }

    @Test
    void withoutAnyItIsSaidWhatToSet() {
        Run run = cells(Map.of("HIGHGATE_CENTER", center.url()));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("HIGHGATE_KEY", "HIGHGATE_SECRET", "HIGHGATE_TOKEN", "operator.key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{\"safeKey\":\"a\"}",
                "{\"safeKey\":1,\"safeSecret\":\"topsecret\"}",
                "{\"safeKey\":\"\",\"safeSecret\":\"topsecret\"}"
            })
    void aBrokenKeyOfTheOwnerIsNamedAndNotShown(String text) throws IOException {
        owner(text);
        Run run = cells(Map.of("HIGHGATE_CENTER", center.url()));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("operator.key", "safeKey").doesNotContain("topsecret");
        assertThat(center.asked).isEmpty();
    }

    @Test
    void contradictionsAndGapsAreWrongUsage() throws IOException {
        String token =
                Files.writeString(folder.resolve("token"), "two words\r\nX: y").toString();
        String empty = Files.writeString(folder.resolve("empty"), "\n").toString();
        String huge =
                Files.writeString(folder.resolve("huge"), "x".repeat(20_000)).toString();

        assertThat(cells(Map.of("HIGHGATE_KEY", "k")).err()).contains("HIGHGATE_SECRET is not set");
        assertThat(cells(Map.of(), "--key", "k").code()).isEqualTo(2);
        assertThat(cells(Map.of("HIGHGATE_KEY", "k", "HIGHGATE_SECRET", "s", "HIGHGATE_TOKEN", "t"))
                        .err())
                .contains("unset one");
        assertThat(cells(Map.of(), "--token-file", token)).satisfies(run -> {
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).contains("is not a token").doesNotContain("two words");
        });
        assertThat(cells(Map.of(), "--token-file", empty).code()).isEqualTo(2);
        assertThat(cells(Map.of(), "--token-file", huge).err()).contains("longer than");
        assertThat(cells(Map.of(), "--token-file", "nowhere").err()).contains("there is no such file");
    }
}
