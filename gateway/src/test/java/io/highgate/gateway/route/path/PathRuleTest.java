package io.highgate.gateway.route.path;

import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.Requests;
import io.highgate.model.spec.ForwardingSpec.EncodedSlashes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PathRuleTest {

    private static final PathRule KEEP = new PathRule(EncodedSlashes.KEEP);
    private static final PathRule REJECT = new PathRule(EncodedSlashes.REJECT);

    @ParameterizedTest
    @CsvSource({
        "/,/",
        "/a/b,/a/b",
        "//a///b//,/a/b/",
        "/a/./b,/a/b",
        "/a/.,/a/",
        "/a/b/..,/a/",
        "/a/../b,/b",
        "/a/%2e%2E/b,/b",
        "/a//../b,/b",
        "/.well-known/x,/.well-known/x",
        "/a/...,/a/...",
        "/%7euser/%41,/~user/A",
        "/%c3%bc,/%C3%BC",
        "/%252e%252e/a,/%252e%252e/a",
        "/a%2fb%5cc,/a%2Fb%5Cc",
        "/a;v=1/b;c,/a;v=1/b;c"
    })
    void pathHasOneForm(String path, String normalised) {
        RequestHead head = Requests.get(path + "?q=%2e//");
        assertThat(KEEP.normalise(head)).isNull();
        assertThat(head.pathText()).isEqualTo(normalised);
        assertThat(head.queryText()).isEqualTo("q=%2e//");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/..",
                "/a/../..",
                "/%2e%2e/a",
                "/a/../../b",
                "/%",
                "/%4",
                "/%zz",
                "/a%00",
                "/a\\b",
                "/a b",
                "/é",
                "/#",
                "a",
                "*",
                "/a/..;/b",
                "/..;x=1",
                "/a/.;/b",
                "/a/..%2Fb",
                "/a/b%5c..",
                "/%2f%2e%2e%2f"
            })
    void pathThatCanBeReadInTwoWaysIsRefused(String path) {
        assertThat(KEEP.normalise(Requests.get(path))).as(path).isNotNull();
    }

    @Test
    void encodedSlashesAreRefusedIfSoConfigured() {
        assertThat(REJECT.normalise(Requests.get("/a%2Fb"))).contains("%2F");
        assertThat(REJECT.normalise(Requests.get("/a%5cb"))).contains("%5C");
        assertThat(REJECT.normalise(Requests.get("/a%41b"))).isNull();
    }

    @Test
    void plainPathIsNotCopied() {
        RequestHead head = Requests.get("/a/b.c;d/e");
        int start = head.pathStart();
        byte[] bytes = head.headers().bytes();
        assertThat(KEEP.normalise(head)).isNull();
        assertThat(head.pathStart()).isEqualTo(start);
        assertThat(head.headers().bytes()).isSameAs(bytes);
    }

    @Test
    void emptyPathIsTheRootAndAsteriskIsForOptions() {
        RequestHead empty = Requests.get("?q");
        assertThat(KEEP.normalise(empty)).isNull();
        assertThat(empty.pathText()).isEqualTo("/");
        assertThat(KEEP.normalise(Requests.request("OPTIONS", "h", "*"))).isNull();
    }

    @Property(tries = 3000)
    void normalisedPathIsNormalAndHasNoDotSegments(
            @ForAll @Chars({'/', '.', '%', '2', 'e', 'F', ';', 'a', '5', 'C'}) @StringLength(max = 24) String rest) {
        RequestHead head = Requests.get("/" + rest);
        if (KEEP.normalise(head) == null) {
            String once = head.pathText();
            assertThat(once).startsWith("/").doesNotContain("//");
            assertThat(once.split("/|%2F|%5C"))
                    .extracting(segment -> segment.replaceFirst(";.*", ""))
                    .doesNotContain(".", "..");
            assertThat(KEEP.normalise(head)).isNull();
            assertThat(head.pathText()).isEqualTo(once);
        }
    }
}
