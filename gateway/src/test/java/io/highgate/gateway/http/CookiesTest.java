package io.highgate.gateway.http;

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
}
