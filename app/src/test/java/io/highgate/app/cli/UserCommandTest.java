package io.highgate.app.cli;

import io.highgate.app.users.Keyboard;
import io.highgate.base.time.Ticker;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditQuery;
import io.highgate.store.sql.Database;
import io.highgate.store.sql.SqlAudit;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code highgate user} on a database file of its own. */
@Timeout(120)
class UserCommandTest {

    private static final String GOOD = "correct horse battery\n";

    @TempDir
    Path folder;

    private Run run(String typed, String... arguments) {
        return run(Map.of(), typed, arguments);
    }

    private Run run(Map<String, String> environment, String typed, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Keyboard keyboard = new Keyboard(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), null);
        CommandLine command = UserCommands.create(environment, folder, keyboard);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = command.execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private Run add(String name, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "add";
        arguments[1] = name;
        arguments[2] = "--password-stdin";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(GOOD, arguments);
    }

    private Database database() {
        return Database.open(
                SqlSettings.of(new EmbeddedAddress(folder.resolve(".highgate/state/highgate"))),
                new Surroundings(Ticker.system(), new SecureRandom(), Thread::sleep));
    }

    @Test
    void aUserIsAddedListedDisabledAndEnabled() {
        assertThat(add("Jane", "--role", "admin", "--cells", "crm,billing").out())
                .contains("Added: jane, role admin");
        assertThat(add("bob").code()).isZero();
        assertThat(run("", "disable", "jane").out()).contains("jane may log in no more", "No session store is named");

        Run list = run("", "list");
        assertThat(list.code()).isZero();
        assertThat(list.out()).containsPattern("bob +client +enabled .*all cells");
        assertThat(list.out()).containsPattern("jane +admin +disabled .*crm,billing");
        assertThat(list.out()).doesNotContain("argon2");

        assertThat(run("", "enable", "jane").out()).contains("jane may log in");
        assertThat(run("", "list").out()).containsPattern("jane +admin +enabled ");
    }

    @Test
    void everyChangeIsNotedInTheAuditLogWithoutThePassword() {
        add("jane");
        run("another good one\n", "passwd", "jane", "--password-stdin");
        run("", "disable", "jane");

        try (Database database = database()) {
            List<AuditEntry> entries = new SqlAudit(database).find(AuditQuery.youngest(10));
            assertThat(entries)
                    .extracting(AuditEntry::action)
                    .containsExactly("user.disable", "user.passwd", "user.add");
            assertThat(entries).allSatisfy(it -> {
                assertThat(it.subject()).isEqualTo("jane");
                assertThat(it.who()).startsWith("command line, ");
                assertThat(it.toString()).doesNotContain("horse", "good one", "argon2");
            });
        }
    }

    @Test
    void whoIsThereIsNotAddedAgain() {
        add("jane");
        Run again = add("JANE");

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("there is a user jane already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"passwd", "disable", "enable"})
    void whoIsNotThereIsNotChanged(String command) {
        String[] arguments = command.equals("passwd")
                ? new String[] {command, "jane", "--password-stdin"}
                : new String[] {command, "jane"};
        Run run = run(GOOD, arguments);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("there is no user jane");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short\n", "jane\n", "aaaaaaaaaaaaaaaa\n", "\n"})
    void aPasswordThatWillNotDoAddsNobody(String typed) {
        Run run = run(typed, "add", "jane", "--password-stdin");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("error: ").contains("password");
        assertThat(run("", "list").out()).isEmpty();
    }

    @Test
    void anEndlessLineIsNotRead() {
        assertThat(run("secret".repeat(10_000), "add", "jane", "--password-stdin"))
                .satisfies(run -> {
                    assertThat(run.code()).isEqualTo(1);
                    assertThat(run.err()).contains("longer").doesNotContain("secretsecret");
                });
    }

    /** Arguments can be read by everybody on the machine. */
    @Test
    void aPasswordIsNeverAnArgument() {
        assertThat(run("", "add", "jane", "--password", "correct horse battery").code())
                .isEqualTo(2);
        assertThat(run("", "add", "jane", "correct horse battery").code()).isEqualTo(2);
    }

    @Test
    void withoutATerminalItSaysHowToPipeThePasswordIn() {
        Run run = run("", "add", "jane");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("--password-stdin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0430dmin", "jane doe", "x\u200by"})
    void namesThatNobodyCanHaveAreRefused(String name) {
        Run run = add(name);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("U+");
    }

    @Test
    void rolesAndCellsAreWords() {
        assertThat(add("jane", "--role", "ad min").code()).isEqualTo(2);
        assertThat(add("jane", "--cells", "crm,Bill ing").err()).contains("'Bill ing'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mysql://db", "postgresql:", "h2:mem:x", "h2:file:../../x"})
    void anAddressThatIsNoneIsWrongUsage(String address) {
        Run run = run("", "list", "--database", address);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("error: ");
    }

    @Test
    void theConfigurationSaysWhereUsersAre() throws java.io.IOException {
        Path good = java.nio.file.Files.writeString(
                folder.resolve("good.yaml"),
                "routes: [{name: a, respond: {}}]\nstores: {database: 'h2:file:elsewhere'}\n");
        Path bad = java.nio.file.Files.writeString(folder.resolve("bad.yaml"), "routs: []\n");

        assertThat(add("jane", "--config", good.toString()).code()).isZero();
        assertThat(run("", "list").out()).isEmpty();
        assertThat(run("", "list", "--config", good.toString()).out()).contains("jane");
        assertThat(run("", "list", "--config", bad.toString())).satisfies(run -> {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("routs", "not done");
        });
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBeAway() throws java.io.IOException {
        int port;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        Run run = run(Map.of("GATEWAY_DATABASE_URL", "postgresql://u:hidden@127.0.0.1:" + port + "/db"), "", "list");

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains("not done").doesNotContain("hidden");
    }

    /** H2 lets one process in: most likely that is a gateway, and the message has to say so. */
    @Test
    void aDatabaseFileInUseIsSaidToBeInUse() throws Exception {
        add("jane");
        Path ready = folder.resolve("ready");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsDatabase.class.getName(),
                        folder.resolve(".highgate/state/highgate").toString(),
                        ready.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            io.highgate.testkit.Await.until("the other process has it open", () -> java.nio.file.Files.exists(ready));
            Run run = run("", "list");

            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err()).contains("in use by another process", "running gateway");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void sessionsThatCannotBeEndedAreNamedAndTheExitCodeSaysSo() throws java.io.IOException {
        add("jane");
        int port;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = once.getLocalPort();
        }
        Run run = run("", "disable", "jane", "--sessions", "redis://127.0.0.1:" + port);

        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).contains("jane may log in no more");
        assertThat(run.err()).contains("sessions of jane could NOT be ended");
        assertThat(run("", "disable", "jane", "--sessions", "mysql://x").err()).contains("could NOT be ended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "passwd", "disable", "enable", "list"})
    void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
        Run run = Run.of(folder, "user", command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("./highgate user " + command, "Exit code", "xample", "--database");
    }
}
