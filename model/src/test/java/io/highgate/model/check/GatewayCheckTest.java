package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class GatewayCheckTest {

    private static ReadResult read(String yaml) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static List<String> problems(String yaml) {
        return read(yaml).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void aSoundConfigurationHasNoProblems() {
        assertThat(problems("""
                        listeners: [{name: a}, {name: b, bind: '127.0.0.1:8081'}, {name: c, bind: '[::1]:8082'}]
                        upstreams: {u: {endpoints: ['[::1]:80', 'h_1.example.com:81']}}
                        filters:
                          - requestHeaders: {set: {X-Client: '{client_ip}', X-Json: '{"a":1}'}}
                          - responseHeaders: {replace: [{name: Location, find: '{endpoint_url}', with: '{base_url}'}]}
                        routes:
                          - {name: a, path: ['/a/{id}', '/b/{id}/{*r}'], hosts: ['*.example.com', '[::1]'], upstream: u,
                             rewrite: '/x/{id}?y={id}', filters: [{requestHeaders: {set: {X-Id: '{id}'}}}]}
                          - {name: b, path: '~/v(?<n>[0-9]+)', redirect: {path: '/w/{n}', status: 308}}
                          - {name: d, path: ['/v1/x:cancel', '~/[a:]*/:b', '/{x}*'], methods: GET, headWithGet: false, upstream: u}
                          - {name: c, methods: [GET, PURGE], headers: [{name: X-A, regex: 'a+'}, X-B], respond: {}}
                        """)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    upstream: user                              | there is no upstream 'user'; did you mean 'users'?
                    path: /x                                    | needs exactly one of upstream, split, redirect and respond, and has none
                    upstream: users, respond: {}                | and has 2
                    respond: {}, rewrite: /a                    | has no effect without an upstream
                    upstream: users, path: a                    | routes[0].path: 'a': a path begins with '/'
                    upstream: users, path: '~/('                | is not a regular expression
                    upstream: users, method: 'GE T'             | 'GE T' is not a method
                    upstream: users, method: get                | is not the usual spelling
                    upstream: users, path: '/a/:id/b'           | ':id' is literal text here; did you mean {id}?
                    upstream: users, path: '/a/*'               | '*' is literal text here; did you mean {name} or {*rest}?
                    upstream: users, path: '/a/**'              | '**' is literal text here; did you mean {*rest}?
                    upstream: users, path: '/a/.*'              | '.*' is literal text here; did you mean {*rest}?
                    upstream: users, path: '/a/{rest...}'       | '{rest...}' is not a capture; did you mean {*rest}?
                    upstream: users, headWithGet: false         | has no effect
                    upstream: users, headWithGet: false, method: POST        | has no effect
                    upstream: users, headWithGet: false, method: [GET, HEAD] | has no effect
                    upstream: users, host: '*'                  | leave hosts out
                    upstream: users, host: 'a:80'               | write it without a port
                    upstream: users, host: 'a.*.com'            | is neither a host
                    upstream: users, host: '-a.com'             | is neither a host
                    upstream: users, headers: ['a b']           | 'a b' is not a name
                    upstream: users, headers: [{name: a, regex: '['}] | is not a regular expression
                    upstream: users, headers: [{name: a, regex: b, value: c}] | has a value and a regex
                    upstream: users, query: ['']                | '' is not a name
                    upstream: users, path: '/{id}', rewrite: '/{idd}' | '{idd}' is not captured by every path of the route; did you mean 'id'?
                    upstream: users, path: ['/{id}', /a], rewrite: '/{id}' | nothing is captured here
                    upstream: users, path: '/{*x}', rewrite: '/{*x}' | captures are written {name}
                    upstream: users, rewrite: 'a'               | does not begin with '/'
                    upstream: users, rewrite: '/a b'            | percent-encoded
                    redirect: {status: 304, path: /}            | 304 is none of 301, 302
                    redirect: {status: 200, path: /}            | the least is 301
                    redirect: {scheme: ftp}                     | neither http nor https
                    redirect: {host: 'a:1'}                     | the port has its own setting
                    redirect: {port: 0}                         | the least is 1
                    redirect: {}                                | leads back to the same place
                    redirect: {path: '/{x}'}                    | '{x}' is not captured
                    respond: {contentType: "a\\nb"}             | is not a header value
                    respond: {status: 199}                      | the least is 200
                    upstream: users, timeout: 0s                | must be longer than 0
                    upstream: users, filters: [{requestHeaders: {set: {'A B': x}}}]    | is not the name of a header
                    upstream: users, filters: [{requestHeaders: {set: {A: "x\\r\\nB: y"}}}] | is not a header value
                    upstream: users, filters: [{requestHeaders: {add: {A: ü}}}]        | is not a header value
                    upstream: users, filters: [{requestHeaders: {set: {Content-Length: 1}}}] | belongs to the connection
                    upstream: users, filters: [{requestHeaders: {remove: [Transfer-Encoding]}}] | belongs to the connection
                    upstream: users, filters: [{requestHeaders: {set: {A: '{clientip}'}}}] | did you mean 'client_ip'?
                    upstream: users, filters: [{requestHeaders: {set: {A: '{endpoint_url}'}}}] | is not captured
                    upstream: users, filters: [{responseHeaders: {replace: [{name: A, find: '', with: b}]}}] | must not be empty
                    """)
    void namesWhatIsWrongWithARoute(String settings, String problem) {
        String route = "{name: r, " + settings + "}";
        List<String> found = problems("upstreams: {users: {endpoints: h:1}, used: {endpoints: h:1}}\nroutes: ["
                + "{name: u, path: /z, upstream: users}, {name: v, path: /y, upstream: used}, " + route + "]");
        assertThat(found).singleElement().asString().contains(problem.replace("routes[0]", "routes[2]"));
        assertThat(found.getFirst()).contains("a.yaml:2:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    listeners: [{proxyProtocol: required}]                | nobody could connect
                    listeners: [{}, {name: b}]                            | 0.0.0.0:8000 is taken by listeners[0].bind already
                    listeners: [{}, {bind: 'h:1'}]                        | another listener is named 'main'
                    listeners: [{bind: '127.0.0.1:8001'}]                 | management.bind: 127.0.0.1:8001 is taken by listeners[0].bind
                    listeners: [{bind: 'a b:1'}]                          | neither a host name nor an address
                    management: {bind: '0.0.0.0:8001'}                    | is open to others; set management.token
                    management: {bind: '10.0.0.1:8001'}                   | is open to others
                    management: {token: ''}                               | must not be empty
                    timeouts: {connect: 0s}                               | must be longer than 0
                    filters: [{requestHeaders: {set: {A: '{id}'}}}]       | '{id}' is not captured
                    """)
    void namesWhatIsWrongWithTheGateway(String settings, String problem) {
        assertThat(problems(settings)).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    endpoints: []                             | needs at least one endpoint
                    endpoints: ['h:0']                        | nothing can be reached at port 0
                    endpoints: ['h:1', 'h:1']                 | h:1 is there twice
                    endpoints: ['a b:1']                      | neither a host name nor an address
                    endpoints: ['h:1'], connectTimeout: 0ms   | must be longer than 0
                    """)
    void namesWhatIsWrongWithAnUpstream(String settings, String problem) {
        assertThat(problems("upstreams: {u: {" + settings + "}}\nroutes: [{name: r, upstream: u}]"))
                .singleElement()
                .asString()
                .contains(problem);
    }

    @Test
    void routeNamesAreUnique() {
        assertThat(problems("routes:\n- {name: a, path: /a, respond: {}}\n- {name: a, path: /b, respond: {}}"))
                .containsExactly("error: a.yaml:3:10 routes[1].name: another route is named 'a' too (line 2);"
                        + " names are unique");
    }

    @Test
    void anUnusedUpstreamIsAWarning() {
        ReadResult result = read("upstreams: {u: {endpoints: h:1}}");
        assertThat(result.accepted()).isTrue();
        assertThat(result.problems()).extracting(Problem::message).containsExactly("no route names the upstream 'u'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    path: '/a/{x}'              | path: '/a/{y}'              | b
                    path: /a                    | path: /a                    | b
                    path: /a                    | path: /a, priority: 1       | a
                    path: [/a, /b]              | path: /b                    | b
                    path: /a, host: A.com       | path: /a, host: a.com       | b
                    path: /a, methods: [GET, PUT] | path: /a, methods: [PUT, GET] | b
                    path: /A, caseSensitive: false | path: /a, caseSensitive: false | b
                    """)
    void aRouteThatNeverGetsARequestIsAWarning(String first, String second, String shadowed) {
        ReadResult result =
                read("routes:\n- {name: a, respond: {}, %s}\n- {name: b, respond: {}, %s}\n".formatted(first, second));
        assertThat(result.accepted()).isTrue();
        assertThat(result.problems())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .startsWith("route '" + shadowed + "' never gets a request: '" + (shadowed.equals("b") ? "a" : "b")
                        + "' (line ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    path: '/a/{x}'              | path: '/a/{*x}'
                    path: /b                    | path: [/a, /b]
                    path: /a, host: a.com       | path: /a
                    path: /a, method: GET       | path: /a, method: PUT
                    path: /a, headers: [X]      | path: /a
                    path: /A                    | path: /a
                    """)
    void routesThatDifferAreNotShadowed(String first, String second) {
        assertThat(problems("routes:\n- {name: a, respond: {}, %s}\n- {name: b, respond: {}, %s}\n"
                        .formatted(first, second)))
                .isEmpty();
    }
}
