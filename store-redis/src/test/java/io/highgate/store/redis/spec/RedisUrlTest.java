package io.highgate.store.redis.spec;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import io.highgate.store.redis.spec.RedisPlace.Cluster;
import io.highgate.store.redis.spec.RedisPlace.One;
import io.highgate.store.redis.spec.RedisPlace.Sentinels;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedisUrlTest {

    private static RedisSpec read(String url) {
        Problems problems = new Problems();
        RedisSpec spec = RedisUrl.read(url, Place.of("env"), problems);
        assertThat(problems.all()).isEmpty();
        return Objects.requireNonNull(spec);
    }

    private static List<String> problems(String url) {
        Problems problems = new Problems();
        assertThat(RedisUrl.read(url, Place.of("env"), problems)).isNull();
        return problems.all().stream().map(Problem::toString).toList();
    }

    @Test
    void oneServer() {
        assertThat(read("redis://cache").place()).isEqualTo(new One(new HostPort("cache", 6379), 0));
        assertThat(read("redis://[::1]:7000/3").place()).isEqualTo(new One(new HostPort("::1", 7000), 3));
        assertThat(read("redis://cache/").tls()).isNull();
    }

    @Test
    void loginAndEncryption() {
        RedisSpec spec = read("rediss://joe:p%40ss:+/#w@cache:1");
        assertThat(spec.user()).isEqualTo("joe");
        assertThat(spec.password()).isEqualTo(new Secret("p@ss:+/#w"));
        assertThat(spec.tls()).isEqualTo(new RedisSpec.RedisTls(null));
        assertThat(spec.withTrust(Path.of("ca.pem")).tls()).isEqualTo(new RedisSpec.RedisTls(Path.of("ca.pem")));
        assertThat(spec.toString()).doesNotContain("p@ss");
        assertThat(read("redis://:secret@cache").user()).isNull();
        assertThat(read("redis://cache").withTrust(Path.of("ca.pem")).tls()).isNull();
    }

    @Test
    void sentinels() {
        assertThat(read("redis-sentinel://:pw@a:1,b/2#mymaster").place())
                .isEqualTo(new Sentinels(List.of(new HostPort("a", 1), new HostPort("b", 26_379)), "mymaster", 2));
    }

    @Test
    void clusters() {
        List<HostPort> two = List.of(new HostPort("a", 1), new HostPort("b", 6379));
        assertThat(read("redis-cluster://a:1,b").place()).isEqualTo(new Cluster(two));
        assertThat(read("rediss-cluster://:pw@a:1,b").tls()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cache:6379 | begins with redis://",
                "http://cache | begins with redis://",
                "rediss-cache://a | begins with redis://",
                "redis:// | host 1 is not host:port",
                "redis://cache:0 | port from 1 to 65535",
                "redis://cache:65536 | port from 1 to 65535",
                "redis://::1 | IPv6 needs brackets",
                "redis://a,b | redis:// has one host",
                "redis://cache/x | number of a database",
                "redis://cache/-1 | number of a database",
                "redis://cache?ssl=true | nothing can be said after ?",
                "redis://cache#m | only redis-sentinel:// names a master",
                "redis://joe@cache | before @ stands user:password",
                "redis://joe:@cache | before @ stands user:password",
                "redis://:a%zz@cache | two hexadecimal digits",
                "redis-sentinel://a:1 | the name of the master is missing",
                "redis-sentinel://a:1#a b | the name of the master is missing",
                "redis-sentinel://a,,b#m | host 2 is not host:port",
                "redis-cluster://a/1 | a cluster has no databases",
                "redis-cluster://a,b;c | host 2 is not host:port",
                "rediss-cluster://#m | only redis-sentinel:// names a master",
            })
    void whatIsWrongIsNamed(String url, String problem) {
        assertThat(problems(url)).anyMatch(it -> it.contains(problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:hunter2", // the host was forgotten
                "redis://hunter2@cache",
                "redis://:hunter2@cache:x",
                "redis://:hunter2%@cache/y?z",
                "hunter2://:hunter2@cache",
                "redis-sentinel://:hunter2@a,b"
            })
    void noProblemRepeatsAPassword(String url) {
        assertThat(problems(url)).isNotEmpty().noneMatch(it -> it.contains("hunter2"));
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThat(problems("redis://joe@a:x/y")).hasSize(3);
    }
}
