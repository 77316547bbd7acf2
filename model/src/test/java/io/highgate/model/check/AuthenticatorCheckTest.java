package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about tokens, logins and services that decide, and what of it cannot be. */
class AuthenticatorCheckTest {

    private static ReadResult read(String yaml) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static ReadResult authenticator(String settings) {
        return read(
                "authenticators: {a: {" + settings + "}}\n" + "routes: [{name: r, access: {by: [a]}, respond: {}}]\n");
    }

    private static List<String> problems(ReadResult result) {
        return result.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jwt: {issuer: 'https://i.example', audience: [a]}",
                "jwt: {issuer: 'http://127.0.0.1:8080/realms/x', audience: [a], algorithms: [ES256, EdDSA]}",
                "jwt: {issuer: any text, audience: [a], keys: {file: keys.json}, type: at+jwt, header: X-Token}",
                "jwt: {issuer: i, audience: [a], keys: {url: 'https://i.example/keys'}, cookie: token, skew: 0s}",
                "jwt: {issuer: i, audience: [a], keys: {shared: 0123456789abcdef0123456789abcdef}}",
                "jwt: {issuer: 'http://i.example', audience: [a], call: {insecure: true, timeout: 2s}}",
                "introspection: {url: 'https://i.example/i', clientId: me, clientSecret: s3cret}",
                "oidc: {issuer: 'https://i.example', clientId: me, clientSecret: a secret of some length, publicUrl: 'https://a.example'}",
                "oidc: {issuer: 'https://i.example', clientId: me, cookieSecret: 0123456789abcdef0123456789abcdef, publicUrl: 'https://a.example:8443/', scopes: [profile]}",
                "forwardAuth: {url: 'http://localhost:9000/check', requestHeaders: [X-Key], tenantHeader: X-T}",
            })
    void soundOnesHaveNoProblemsAndReadBackAsPrinted(String settings) {
        ReadResult result = authenticator(settings);
        assertThat(problems(result)).isEmpty();
        String printed = NativeYaml.print(Objects.requireNonNull(result.spec()));
        if (!settings.contains("ecret") && !settings.contains("shared")) {
            assertThat(read(printed).spec()).as(printed).isEqualTo(result.spec());
        } else {
            assertThat(printed).doesNotContain("0123456789abcdef").doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jwt: {issuer: i, audience: [a], keys: {file: k}, algorithms: [RS265]} | did you mean 'RS256'
            jwt: {issuer: i, audience: [a], keys: {file: k}, algorithms: [none]}  | 'none' is none of RS256
            jwt: {issuer: i, audience: [a], keys: {file: k}, algorithms: [HS256]} | public keys are no secrets
            jwt: {issuer: i, audience: [a], keys: {file: k}, algorithms: [RS256, RS256]} | is there twice
            jwt: {issuer: i, audience: [a], keys: {shared: 0123456789abcdef0123456789abcdef}, algorithms: [RS256]} | is checked with public keys
            jwt: {issuer: i, audience: [a], keys: {shared: short}}                | has 5 octets; 32 is the least
            jwt: {issuer: i, audience: [a], keys: {shared: 0123456789abcdef0123456789abcdef}, algorithms: [HS512]} | 64 is the least
            jwt: {issuer: i, audience: [a], keys: {shared: 'base64:AAAA'}}        | has 3 octets
            jwt: {issuer: i, audience: [a], keys: {shared: 'base64:~'}}           | is not Base64
            jwt: {issuer: i, audience: [a], keys: {shared: x, url: 'https://i'}}  | exactly one
            jwt: {issuer: i, audience: [a], keys: {inline: 'not a set'}}          | not a JSON Web Key Set
            jwt: {issuer: i, audience: [a], keys: {url: 'http://i.example/k'}}    | is not encrypted
            jwt: {issuer: i, audience: [a], keys: {url: 'ftp://i.example/k'}}     | neither with https:// nor with http://
            jwt: {issuer: i, audience: [a], keys: {url: 'https://u:p@i.example'}} | a user or a fragment
            jwt: {issuer: i, audience: [a]}                                       | neither with https:// nor with http://
            jwt: {issuer: 'http://i.example', audience: [a]}                      | is not encrypted
            jwt: {issuer: 'http://127.0.0.1.evil.example', audience: [a]}         | is not encrypted
            jwt: {issuer: 'https://i.example/?a=b', audience: [a]}                | has a query
            jwt: {issuer: '', audience: [a], keys: {file: k}}                     | is empty
            jwt: {audience: [a]}                                                  | issuer
            jwt: {issuer: i, audience: [a], keys: {file: k}, skew: 11m}           | must be between 0s and 10m
            jwt: {issuer: i, audience: [a], keys: {file: k}, refresh: 59s}        | must be between 1m and
            jwt: {issuer: i, audience: [a], keys: {file: k}, cooldown: 999ms}     | must be between 1s and
            jwt: {issuer: i, audience: [a], keys: {file: k}, maxSize: 65KiB}      | must be between 64B and 64KiB
            jwt: {issuer: i, audience: [a], keys: {file: k}, header: 'X Y'}       | not the name of a header field
            jwt: {issuer: i, audience: [a], keys: {file: k}, cookie: 'a;b'}       | not the name of a cookie
            jwt: {issuer: i, audience: [a], keys: {file: k}, type: ' '}           | leave it out
            jwt: {issuer: i, audience: [a], keys: {file: k}, claims: {user: ''}}  | leave it out for 'sub'
            jwt: {issuer: i, audience: [a], keys: {file: k}, call: {timeout: 2m}} | must be between 1ms and 1m
            introspection: {url: 'http://i.example', clientId: a, clientSecret: b}            | is not encrypted
            introspection: {url: 'https://i.example', clientId: '', clientSecret: b}          | is empty
            introspection: {url: 'https://i.example', clientId: a, clientSecret: ''}          | is empty
            introspection: {url: 'https://i.example', clientId: a, clientSecret: b, rememberGood: 2h} | must be between 0s and 1h
            oidc: {issuer: 'https://i.example', clientId: a, publicUrl: 'https://a.example'}  | is needed where there is no clientSecret
            oidc: {issuer: 'https://i.example', clientId: a, clientSecret: short, publicUrl: 'https://a.example'} | too short to make it from
            oidc: {issuer: 'https://i.example', clientId: a, cookieSecret: short, publicUrl: 'https://a.example'} | 32 is the least
            oidc: {issuer: 'https://i.example', clientId: a, clientSecret: 0123456789abcdef, publicUrl: 'http://a.example'} | is not encrypted
            oidc: {issuer: 'https://i.example', clientId: a, clientSecret: 0123456789abcdef, publicUrl: 'https://a.example/b'} | more than scheme, host and port
            oidc: {issuer: 'https://i.example', clientId: a, clientSecret: 0123456789abcdef, publicUrl: 'https://a.example', algorithms: [HS256]} | public keys are no secrets
            oidc: {issuer: 'https://i.example', clientId: a, clientSecret: 0123456789abcdef, publicUrl: 'https://a.example', scopes: ['a b']} | is not one scope
            forwardAuth: {url: 'http://a.example'}                                | is not encrypted
            forwardAuth: {url: 'nonsense'}                                        | neither with https:// nor with http://
            forwardAuth: {url: 'https://a.example', requestHeaders: [Connection]} | that can be passed on
            forwardAuth: {url: 'https://a.example', requestHeaders: [Host]}       | is what the gateway says itself
            forwardAuth: {url: 'https://a.example', requestHeaders: [x-forwarded-FOR]} | is what the gateway says itself
            forwardAuth: {url: 'https://a.example', userHeader: 'a b'}            | not the name of a header field
            forwardAuth: {url: 'https://a.example', rememberGood: 6m}             | must be between 0s and 5m
            """)
    void whatCannotBeIsRefusedAndTheMessageSaysWhy(String settings, String problem) {
        ReadResult result = authenticator(settings);
        assertThat(result.accepted()).as(problems(result).toString()).isFalse();
        assertThat(String.join("\n", problems(result))).contains(problem).startsWith("error: a.yaml:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jwt: {issuer: i, keys: {file: k}}                                         | made for others pass, too
            jwt: {issuer: i, audience: [a], keys: {file: k}, requireExpiry: false}    | is good for ever
            forwardAuth: {url: 'https://a.example', whenAway: allow}                  | lets everybody in
            """)
    void whatIsDangerousIsWarnedOf(String settings, String warning) {
        ReadResult result = authenticator(settings);
        assertThat(result.accepted()).isTrue();
        assertThat(problems(result))
                .anySatisfy(it -> assertThat(it).startsWith("warning: ").contains(warning));
    }

    @Test
    void aNameThatStandsInAPathIsPlain() {
        ReadResult result = read("authenticators: {'a/b': {oidc: {issuer: 'https://i.example', clientId: a,"
                + " clientSecret: 0123456789abcdef, publicUrl: 'https://a.example'}}}\n"
                + "routes: [{name: r, access: {by: ['a/b']}, respond: {}}]\n");
        assertThat(problems(result)).anySatisfy(it -> assertThat(it).contains("stands in the path of a callback"));
    }
}
