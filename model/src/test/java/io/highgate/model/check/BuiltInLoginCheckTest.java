package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BuiltInLoginCheckTest {

    private static List<String> problems(String login) {
        String yaml = "routes: [{name: a, respond: {}}]\nlogin: {" + login + "}\n";
        return new ConfigReader(OcelotSource.NONE)
                .read("a.yaml", yaml, ReadOptions.strict(), Map.of()).problems().stream()
                        .map(Problem::toString)
                        .toList();
    }

    @Test
    void aSoundLoginHasNoProblems() {
        assertThat(problems("")).isEmpty();
        assertThat(problems("enabled: false, sessionTtl: 8h, ratePerAddress: 30, cookie: strict"))
                .isEmpty();
        assertThat(problems("adminPassword: correct horse battery")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sessionTtl: 59s             | login.sessionTtl: a session lasts from a minute to 366 days
                    sessionTtl: 400d            | login.sessionTtl: a session lasts from a minute to 366 days
                    sessionTtl: 24              | login.sessionTtl
                    ratePerAddress: 0           | login.ratePerAddress
                    ratePerAddress: -1          | login.ratePerAddress
                    ratePerAddress: many        | login.ratePerAddress
                    cookie: yes please          | login.cookie
                    cookie: none                | login.cookie
                    adminPassword: topsecret    | has 9 characters; it must have at least 12
                    adminPasswort: topsecret    | did you mean 'adminPassword'?
                    """)
    void whatCannotBeMeantIsSaidWithItsPlaceAndWithoutThePassword(String login, String message) {
        assertThat(problems(login)).singleElement().asString().contains(message).doesNotContain("topsecret");
    }
}
