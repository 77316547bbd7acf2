package io.highgate.store.sql.settings;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressReaderTest {

    private static final Path STATE = Path.of("/state");
    private final Problems problems = new Problems();

    private @Nullable SqlAddress read(String text) {
        return new AddressReader(Place.of("store.url"), STATE, problems).read(text);
    }

    private PostgresAddress postgres(String text) {
        SqlAddress address = read(text);
        assertThat(problems.hasErrors()).as(problems.all().toString()).isFalse();
        assertThat(address).isInstanceOf(PostgresAddress.class);
        return (PostgresAddress) Objects.requireNonNull(address);
    }

    private String refused(String text) {
        assertThat(read(text)).as(text).isNull();
        assertThat(problems.hasErrors()).isTrue();
        return String.join("\n", problems.all().stream().map(Problem::toString).toList());
    }

    @Test
    void severalHostsAndWhatIsEncoded() {
        PostgresAddress it = postgres("postgresql://us%40er:p%2F%3Fs+s@h1:5433,[::1],h-3.internal/high%20gate");
        assertThat(it.user()).isEqualTo("us@er");
        assertThat(it.password()).isEqualTo(new Secret("p/?s+s"));
        assertThat(it.hosts())
                .containsExactly(
                        new HostPort("h1", 5433), new HostPort("::1", 5432), new HostPort("h-3.internal", 5432));
        assertThat(it.database()).isEqualTo("high gate");
        assertThat(it.shown()).isEqualTo("PostgreSQL at h1:5433,[::1]:5432,h-3.internal:5432/high gate");
    }

    @Test
    void theFormsOfTheDriverAndOfLibpqAreTheSame() {
        PostgresAddress driver = postgres("jdbc:postgresql://h:5432/db?user=u&password=p@ss".replace("@", "%40"));
        PostgresAddress libpq = postgres("postgres://u:p@ss@h/db");
        assertThat(driver).isEqualTo(libpq);
    }

    @Test
    void optionsGetTheNamesOfTheDriver() {
        assertThat(postgres("postgresql://u@h/d?application_name=a%26b&target_session_attrs=read-write&currentSchema=s")
                        .options())
                .isEqualTo(Map.of("ApplicationName", "a&b", "targetServerType", "primary", "currentSchema", "s"));
        assertThat(postgres("postgresql://u@h/d?targetServerType=any&tcpKeepAlive=false")
                        .options())
                .isEqualTo(Map.of("targetServerType", "any", "tcpKeepAlive", "false"));
    }

    @Test
    void timeOutsAreSettingsAndNotOptions() {
        assertThat(postgres("postgresql://u@h/d?connect_timeout=10&hostRecheckSeconds=1")
                        .options())
                .isEmpty();
        assertThat(problems.all()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssl=true",
                "sslmode=require",
                "sslmode=verify-ca",
                "sslmode=verify-full",
                "sslrootcert=system",
                "sslnegotiation=direct"
            })
    void whoAsksForTlsGetsNamesChecked(String option) {
        assertThat(postgres("postgresql://u@h/d?" + option).options())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
                .doesNotContainKey("ssl");
        assertThat(problems.all()).hasSize(option.equals("sslmode=require") || option.endsWith("ca") ? 1 : 0);
    }

    @Test
    void anAuthorityOfOnesOwnIsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "");
        assertThat(postgres("postgresql://u@h/d?sslrootcert=" + file).options())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", file.toString())
                .doesNotContainKey("sslfactory");
        assertThat(postgres("postgresql://u@h/d?sslmode=prefer").options()).isEqualTo(Map.of("sslmode", "prefer"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ssl=yes                             | one of false, true
            channelBinding=always               | disable, prefer, require
            gssEncMode=1                        | one of allow
            sslmode=on                          | disable, allow, prefer or verify-full
            ssl=true&sslmode=disable            | does not go with
            sslmode=prefer&sslnegotiation=direct | does not go with
            sslrootcert=/no/such/file           | not there
            sslcert=/etc/hostname               | need sslrootcert
            sslfactory=org.example.Any          | sslfactory is not known
            socketFactory=org.example.Any       | not known
            sslmod=require                      | did you mean 'sslmode'
            targetServerType=secondary          | primary or any
            prepareThreshold=soon               | a number
            currentSchema=a&currentSchema=b     | given twice
            application_name=a&ApplicationName=b | given twice
            currentSchema                       | name=value
            currentSchema=%zz                   | two hexadecimal digits
            user=other                          | given twice
            """)
    void optionsThatDoHarmOrNothingAreRefused(String options, String reason) {
        assertThat(refused("postgresql://u@h/d?" + options)).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                  | no address of a database
            mysql://u:p@h/d                     | no address of a database
            u:p@h/d                             | no address of a database
            postgresql:h/d                      | two slashes
            jdbc:postgresql:d                   | two slashes
            postgresql://u:p@/d                 | host 1 of 1
            postgresql://u:p@h1,,h3/d           | host 2 of 3
            postgresql://u:p@h:70000/d          | host 1 of 1
            postgresql://u:p@h:0/d              | host 1 of 1
            postgresql://u:p@::1/d              | host 1 of 1
            postgresql://u:p@h,h:5432/d         | host 2 is the same as host 1
            postgresql://u:p@h                  | name of the database is missing
            postgresql://u:p@h/                 | name of the database is missing
            postgresql://u:p@h/d/e              | only one name
            postgresql://h/d                    | user is missing
            postgresql://:p@h/d                 | user is missing
            postgresql://u%00:p@h/d             | %00
            """)
    void brokenAddressesAreRefusedWithTheReason(String text, String reason) {
        assertThat(refused(text)).contains(reason).startsWith("error: store.url");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2/x@h/d",
                "postgresql://u:hunter2?x@h/d",
                "postgresql://u:hunter2#x@h/d",
                "postgresql://u:%hunter2@h/d",
                "postgresql://u:hunter2/d",
                "postgresql://u:hunter2",
                "postgresql://hunter2",
                "postgresql://u:hunter2@h:x/",
                "postgresql://u:hunter2@h/d?password=hunter2",
                "jdbc:postgresql:hunter2",
                "postgres:u:hunter2@h/d",
                "postgresql://u:hunter2@h/d?sslmode=hunter2&ssl=hunter2&sslpassword=hunter2",
                "u:hunter2@h",
                "postgresql://u:hunter2@h,h2:hunter2@h/d/hunter2",
                "postgresql://u:hunter2@h\u0000/d"
            })
    void noMessageShowsAPassword(String text) {
        assertThat(refused(text)).doesNotContain("hunter2");
    }

    @Test
    void noRecordShowsAPassword() {
        SqlSettings settings = SqlSettings.of(postgres("postgresql://u:hunter2@h/d?sslpassword=hunter2"));
        assertThat(settings.toString() + settings.address()).doesNotContain("hunter2");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        refused("postgresql://h:0,h:x/?a=b&c=d");
        assertThat(problems.all()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "h2:file:data/users, /state/data/users",
        "jdbc:h2:file:users.mv.db, /state/users",
        "h2:file:/elsewhere/users, /elsewhere/users",
        "H2:FILE:a/../b, /state/b"
    })
    void filesAreBelowTheStateFolder(String text, Path file) {
        assertThat(read(text)).isEqualTo(new EmbeddedAddress(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            h2:mem:test                       | lost when the process ends
            h2:tcp://h/users                  | only files
            h2:users                          | only files
            h2:file:                          | no name
            h2:file:folder/                   | no name
            h2:file:../users                  | leaves the state folder
            h2:file:a/../../users             | leaves the state folder
            h2:file:~/users                   | in full
            h2:file:users;INIT=RUNSCRIPT FROM 'x' | nothing may follow
            h2:file:users;MODE=Oracle         | nothing may follow
            """)
    void otherFormsOfH2AreRefused(String text, String reason) {
        assertThat(refused(text)).contains(reason);
    }

    @Test
    void whatIsTooLongOrHoldsControlsIsRefused() {
        assertThat(refused("postgresql://u@h/" + "d".repeat(9_000))).contains("longer than");
        assertThat(refused("h2:file:a\nb")).contains("control character");
        assertThat(List.of(problems.errorCount())).containsExactly(2);
    }
}
