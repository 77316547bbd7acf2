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

/** Keys of applications and client certificates. */
class AuthenticatorKindsCheckTest {

    private static final String HASH = "sha256:" + "ab".repeat(32);

    private static List<String> problems(String authenticator) {
        String yaml = "routes: [{name: a, respond: {}}]\nauthenticators: {mine: {" + authenticator + "}}\n"
                + "access: {by: mine}\n";
        return new ConfigReader(OcelotSource.NONE)
                .read("a.yaml", yaml, ReadOptions.strict(), Map.of()).problems().stream()
                        .map(Problem::toString)
                        .toList();
    }

    @Test
    void soundOnesHaveNoProblems() {
        assertThat(problems("apiKey: {keys: {shop: {hash: '" + HASH + "', roles: partner, tenant: acme}}}"))
                .isEmpty();
        assertThat(problems("apiKey: {header: X-App-Key, query: key, keys: {shop: {hash: '" + HASH
                        + "', expires: '2027-01-31T00:00:00Z', enabled: false}}}"))
                .isEmpty();
        assertThat(problems(
                        "signature: {acceptV1: true, window: 1m, keys: {a: {secret: 0123456789abcdef, roles: cell}}}"))
                .isEmpty();
        assertThat(problems("clientCertificate: {others: true}")).isEmpty();
        assertThat(problems("clientCertificate: {clients: {shop: {names: [shop.test, 192.0.2.1], fingerprints: ['"
                        + "ab".repeat(32) + "'], scopes: read}}}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    apiKey: {}                                        | there are no keys
                    apiKey: {keys: {shop: {}}}                        | hash
                    apiKey: {keys: {shop: {hash: topsecret}}}         | is not sha256: and 64 hexadecimal digits
                    apiKey: {keys: {shop: {hash: 'sha256:abc'}}}      | is not sha256: and 64 hexadecimal digits
                    apiKey: {keys: {shop: {hash: '%s', expires: soon}}} | 'soon' is no moment
                    apiKey: {keys: {a: {hash: '%s'}, b: {hash: '%s'}}}  | is the hash of 'a' too
                    apiKey: {header: 'X Key', keys: {a: {hash: '%s'}}}  | 'X Key' is no header field
                    apiKey: {header: Connection, keys: {a: {hash: '%s'}}} | 'Connection' is no header field
                    apiKey: {query: 'a b', keys: {a: {hash: '%s'}}}   | 'a b' is no name of a parameter
                    signature: {}                                     | there are no keys
                    signature: {keys: {a: {secret: topsecret}}}       | has 9 octets; a secret has at least 16
                    signature: {keys: {a: {secret: 'base64:%%%'}}}    | is not base64
                    signature: {window: 2h, keys: {a: {secret: 0123456789abcdef}}} | lies between 1s and 1h
                    signature: {body: 1GiB, keys: {a: {secret: 0123456789abcdef}}} | at most 16MiB
                    apiKye: {}                                        | did you mean 'apiKey'?
                    clientCertificate: {}                             | there are none
                    clientCertificate: {clients: {a: {}}}             | has neither names nor fingerprints
                    clientCertificate: {clients: {a: {names: '*.shop'}}}  | '*.shop' is no name in a certificate
                    clientCertificate: {clients: {a: {fingerprints: 12ab}}} | is no SHA-256 fingerprint
                    clientCertificate: {clients: {a: {names: x.test}, b: {names: X.test}}} | is said of 'a' too
                    """)
    void whatCannotBeMeantIsSaid(String authenticator, String message) {
        assertThat(problems(authenticator.replace("%s", HASH)))
                .singleElement()
                .asString()
                .contains(message)
                .doesNotContain("topsecret");
    }
}
