package io.highgate.model.path;

import io.highgate.model.path.PathTemplate.Literal;
import io.highgate.model.path.PathTemplate.OneSegment;
import io.highgate.model.path.PathTemplate.Parts;
import io.highgate.model.path.PathTemplate.Rest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PathTemplateTest {

    @Test
    void capturesMayBePartsOfASegment() {
        assertThat(PathTemplate.parse("/a/{x}.json"))
                .isEqualTo(new Parts(List.of(new Literal("/a/"), new OneSegment("x"), new Literal(".json")), null));
        assertThat(PathTemplate.parse("/{a}-{b}").captures()).containsExactly("a", "b");
    }

    @Test
    void theRestMayBeFollowedByLiterals() {
        assertThat(PathTemplate.parse("/a/{+x}/end"))
                .isEqualTo(new Parts(List.of(new Literal("/a/"), new Rest("x", false), new Literal("/end")), null));
        assertThat(PathTemplate.parse("/a/{*x}"))
                .isEqualTo(new Parts(List.of(new Literal("/a/"), new Rest("x", true)), null));
    }

    @Test
    void whatFollowsAQuestionMarkIsMatchedWithTheQuery() {
        Parts parts = (Parts) PathTemplate.parse("/a/{id}?unit={unit}&{*more}");
        assertThat(parts.query())
                .containsExactly(
                        new Literal("unit="), new OneSegment("unit"), new Literal("&"), new Rest("more", true));
        assertThat(parts.captures()).containsExactly("id", "unit", "more");
    }

    @Test
    void namedGroupsOfARegularExpressionAreCapturesInOrder() {
        PathTemplate regex = PathTemplate.parse("~/v(?<major>[0-9]+)/(?<area>[^/]+)/(x)/(?<b>.*)");
        assertThat(regex.captures()).containsExactly("major", "area", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/a",
                "/a/",
                "/{x}",
                "/a/{*x}",
                "/a/{+x}/b",
                "/a?{q}",
                "/a?b={b}&{*c}",
                "/a?b?c",
                "~/a.*",
                "/%7B",
                "/a/{x}.{y}",
                "/{user-id}"
            })
    void printsWhatItReads(String text) {
        PathTemplate template = PathTemplate.parse(text);
        assertThat(template).hasToString(text);
        assertThat(PathTemplate.parse(template.toString())).isEqualTo(template);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``              | a path begins with '/'
                    a/b             | a path begins with '/'
                    http://h/a      | a path begins with '/'
                    //a             | slashes are merged
                    /a//b           | slashes are merged
                    /a/../b         | a segment '..' never matches
                    /a/.            | a segment '.' never matches
                    /a?             | nothing follows the '?'
                    /a/{            | no '}' behind it
                    /a/{x           | no '}' behind it
                    /a/x}           | no '{' before it
                    /a/{}           | '{}' is not a capture
                    /a/{*}          | '{*}' is not a capture
                    /a/{x y}        | '{x y}' is not a capture
                    /a/{**x}        | '{**x}' is not a capture
                    /a/{1}          | '{1}' is not a capture
                    /a/{*}          | did you mean {*rest}?
                    /a/{+}          | did you mean {+rest}?
                    /a/{rest...}    | did you mean {*rest}?
                    /a/{...tail}    | did you mean {*tail}?
                    /a/{*rest...}   | did you mean {*rest}?
                    /a/{a..b}       | '{a..b}' is not a capture
                    /a/{**path}     | did you mean {*path}?
                    /a/{path*}      | did you mean {*path}?
                    /a/{path+}      | did you mean {+path}?
                    /a/{id:int}     | did you mean {id}?
                    /a/{id:[0-9]+}  | a regular expression, like
                    /a/{id?}        | two paths, with {id} and without
                    /a/{x}}         | no '{' before it
                    /a/{{x}         | '{{x}' is not a capture
                    /a/{x{y}        | '{x{y}' is not a capture
                    /a/{x}?b={y     | no '}' behind it
                    /{x}{y}         | some text between them
                    /{x}{*y}        | some text between them
                    /{x}/{x}        | is there twice
                    /{x}?a={x}      | is there twice
                    /{*x}/a/{+y}    | only one capture with
                    /a b            | U+0020
                    /ü              | U+00FC
                    /a#b            | the character '#'
                    /a\\b           | the character '\\'
                    /a%2            | two hexadecimal digits
                    /100%           | two hexadecimal digits
                    ~               | needs a regular expression
                    ~/a(            | is not a regular expression
                    ~/[z-a]         | is not a regular expression
                    """)
    void refusesWithAReason(String text, String reason) {
        assertThatThrownBy(() -> PathTemplate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aRegularExpressionNestedWithoutEndDoesNotOverflowTheStack() {
        String deep = "~" + "(".repeat(200_000) + ")".repeat(200_000);
        assertThatThrownBy(() -> PathTemplate.parse(deep)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void valuesReferToCapturesAndLeaveOtherBracesAlone() {
        ValueTemplate value = ValueTemplate.parse("{\"id\":\"{id}\"} {*x} {a}{b}");
        assertThat(value.references()).containsExactly("id", "a", "b");
        assertThat(value).hasToString("{\"id\":\"{id}\"} {*x} {a}{b}");
    }
}
