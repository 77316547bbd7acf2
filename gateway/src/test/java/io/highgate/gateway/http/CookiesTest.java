package io.highgate.gateway.http;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CookiesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                a=1                 | 1
                b=2; a=1            | 1
                b=2;a=1             | 1
                a=1; a=2            | 1
                a="1"               | 1
                a=x=y               | x=y
                a=                  | ''
                b=2                 |
                aa=1                |
                a                   |
                ;;=;                |
                ''                  |
                """)
    void theFirstCookieOfThatNameIsFound(String field, String value) {
        Headers headers = new Headers(64, 4);
        headers.add(HeaderName.COOKIE, field);
        assertThat(Cookies.find(headers, "a")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                __Host-x-a=1                    |
                __Host-x-a=1; b=2               | b=2
                b=2; __Host-x-a=1; c=3          | b=2; c=3
                b=2;__Host-x-a=1;__Host-x-b="1" | b=2
                b=2; c=__Host-x-                | b=2; c=__Host-x-
                b=2;c=3                         | b=2;c=3
                __host-x-a=1                    | __host-x-a=1
                __Host-x                        | __Host-x
                """)
    void ourOwnAreTakenOff(String field, String left) {
        Headers headers = new Headers(64, 4);
        headers.add(HeaderName.of("Accept"), "*/*");
        headers.add(HeaderName.COOKIE, field);
        Cookies.drop(headers, Cookies.octets("__Host-x-"));
        assertThat(headers.first(HeaderName.COOKIE)).isEqualTo(left);
        assertThat(headers.first(HeaderName.of("Accept"))).isEqualTo("*/*");
    }

    @Test
    void theyAreTakenOffAllFields() {
        Headers headers = new Headers(64, 4);
        headers.add(HeaderName.COOKIE, "__Host-x-a=1");
        headers.add(HeaderName.COOKIE, "b=2");
        headers.add(HeaderName.COOKIE, "c=3; __Host-x-b=4");
        Cookies.drop(headers, Cookies.octets("__Host-x-"));
        assertThat(headers.first(HeaderName.COOKIE)).isEqualTo("b=2");
        assertThat(Cookies.find(headers, "c")).isEqualTo("3");
        assertThat(Cookies.find(headers, "__Host-x-b")).isNull();
    }
}
