package io.highgate.gateway;

import io.highgate.base.problem.Problem;
import io.highgate.gateway.Authority.Issued;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.FurtherCheck;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is wrong with certificate files is said when the configuration is checked, with place and file. */
@Timeout(60)
class CertificateFilesTest {

    @TempDir
    private Path folder;

    private Authority authority;
    private Issued good;

    @BeforeEach
    void issue() {
        authority = new Authority(folder, "root");
        good = authority.issue("good", "a.test");
    }

    private static List<String> problems(String yaml) {
        ReadResult result = new ConfigReader(OcelotSource.NONE, InstantSource.system(), FurtherCheck.NONE)
                .read("a.yaml", yaml + "routes: [{name: r, respond: {}}]\n", ReadOptions.strict(), Map.of());
        return result.problems().stream().map(Problem::toString).toList();
    }

    private static List<String> listening(String certificates) {
        return problems(Tls.listener(certificates, ""));
    }

    private static void only(List<String> problems, String... parts) {
        assertThat(problems).singleElement().asString().contains(parts);
    }

    @Test
    void goodFilesAreNoProblem() {
        assertThat(listening(good.yaml())).isEmpty();
        Issued rsa =
                authority.issue("rsa", it -> it.algorithm(Algorithm.rsa2048).addSanDnsName("b.test"));
        assertThat(listening(good.yaml() + ", " + rsa.yaml())).isEmpty();
    }

    @Test
    void filesThatAreNotThereOrNoPemAreNamedWithTheirPlace() throws IOException {
        only(
                listening("{certificate: '" + folder + "/none.crt', key: '" + good.key() + "'}"),
                "a.yaml:1:",
                "listeners[0].tls.certificates[0]",
                "there is no file " + folder + "/none.crt");
        Path empty = Files.writeString(folder.resolve("empty"), "hello");
        only(listening("{certificate: '" + empty + "', key: '" + good.key() + "'}"), "holds no PEM block");
        only(listening("{certificate: '" + good.key() + "', key: '" + good.key() + "'}"), "holds no certificate");
        only(listening("{certificate: '" + good.certificate() + "', key: '" + empty + "'}"), "holds no PEM block");
        only(listening("{certificate: '" + folder + "', key: '" + good.key() + "'}"), "cannot be read");
    }

    /** A registry would be asked by nobody else's authority, and found unusable only then. */
    @ParameterizedTest
    @ValueSource(strings = {"eureka", "consul", "nacos"})
    void authoritiesOfRegistriesAreLookedAtToo(String registry) {
        String yaml = "registries: {" + registry + ": {urls: ['https://r.test'], trust: ['%s']}}\n";

        only(
                problems(yaml.formatted(folder + "/none.pem")),
                "a.yaml:1:",
                "registries." + registry + ".trust[0]",
                "there is no file " + folder + "/none.pem");
        assertThat(problems(yaml.formatted(good.certificate()))).noneMatch(it -> it.contains("error:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jwt: {issuer: 'https://i.test', audience: [a], call: {trust: ['%s']}}",
                "introspection: {url: 'https://i.test', clientId: a, clientSecret: 'b', call: {trust: ['%s']}}",
                "oidc: {issuer: 'https://i.test', clientId: a, clientSecret: a secret of some length,"
                        + " publicUrl: 'https://a.test', call: {trust: ['%s']}}",
                "forwardAuth: {url: 'https://i.test', call: {trust: ['%s']}}"
            })
    void soAreThoseOfWhoeverKnowsAboutCallers(String authenticator) {
        String kind = authenticator.substring(0, authenticator.indexOf(':'));
        String yaml = "authenticators: {known: {" + authenticator + "}}\n";

        assertThat(problems(yaml.formatted(folder + "/none.pem")))
                .filteredOn(it -> it.contains("none.pem"))
                .singleElement()
                .asString()
                .contains(
                        "a.yaml:1:",
                        "authenticators.known." + kind + ".call.trust[0]",
                        "there is no file " + folder + "/none.pem");
        assertThat(problems(yaml.formatted(good.certificate()))).noneMatch(it -> it.contains("error:"));
    }

    @Test
    void aKeyThatBelongsToAnotherCertificateIsRefused() {
        Issued other = authority.issue("other", "a.test");
        only(
                listening("{certificate: '" + good.certificate() + "', key: '" + other.key() + "'}"),
                "error:",
                "other.key does not belong to the certificate in",
                "good.crt");
    }

    @Test
    void anEncryptedKeyWantsItsPasswordAndMustBeUnderstood() {
        Path locked = folder.resolve("locked.key");
        Authority.write(locked, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
        String files = "{certificate: '" + good.certificate() + "', key: '" + locked + "'";
        only(listening(files + "}"), "is encrypted; give its keyPassword");
        assertThat(listening(files + ", keyPassword: sesame}"))
                .singleElement()
                .asString()
                .contains("locked.key is encrypted in a way that is not understood")
                .doesNotContain("sesame");
    }

    @Test
    void anExpiredCertificateIsWarnedOf() {
        only(listening(authority.expired("old", "a.test").yaml()), "warning:", "old.crt expired at");
    }

    @Test
    void namesMustBeThereAndReachable() {
        Issued nameless = authority.issue("nameless", it -> it.subject("CN=a.test"));
        only(listening(nameless.yaml()), "error:", "no subject alternative name");
        Issued again = authority.issue("again", "a.test");
        only(listening(good.yaml() + ", " + again.yaml()), "error:", "certificates[1]", "is never shown");
        Issued more = authority.issue("more", "a.test", "b.test");
        only(listening(good.yaml() + ", " + more.yaml()), "warning:", "is shown for a.test");
    }

    @Test
    void aKeyThatAllCanReadIsWarnedOf() throws IOException {
        Files.setPosixFilePermissions(good.key(), PosixFilePermissions.fromString("rw-r--r--"));
        only(listening(good.yaml()), "warning:", "everyone on this machine can read", "good.key");
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        only(problems("listeners: [{tls: {certificates: []}}]\n"), "needs at least one certificate");
        only(problems(Tls.listener(good.yaml(), ", ciphers: [TLS_RSA_WITH_AES_128_CBC_SHA]")), "ciphers[0]");
        only(problems(Tls.listener(good.yaml(), ", clientCertificates: required")), "names no file");
        only(problems(Tls.listener(good.yaml(), ", handshakeTimeout: 0s")), "must be longer than 0");
        only(
                problems(Tls.listener(good.yaml(), ", trust: '" + good.certificate() + "'"))
                        .subList(0, 1),
                "no effect");
    }

    @Test
    void whatIsSaidOfUpstreamsMustFitTogether() {
        String yaml = "upstreams: {u: {endpoints: [%s], tls: {%s}}}\nfilters: []\n";
        assertThat(problems(yaml.formatted("'http://h:1'", "")))
                .anySatisfy(it -> assertThat(it).contains("error:", "contradicts"));
        assertThat(problems(yaml.formatted("'https://h', 'h:1'", "")))
                .anySatisfy(it -> assertThat(it).contains("error:", "write it at all"));
        assertThat(problems(yaml.formatted("'h:1'", "verify: none")))
                .anySatisfy(it -> assertThat(it).contains("warning:", "NOT VERIFIED"));
        assertThat(problems(yaml.formatted("'h:1'", "serverName: 'a b'")))
                .anySatisfy(it -> assertThat(it).contains("error:", "is not the name of a host"));
        assertThat(problems(yaml.formatted("'h:1'", "trust: /nowhere.pem")))
                .anySatisfy(it -> assertThat(it).contains("error:", "upstreams.u.tls.trust", "/nowhere.pem"));
    }
}
