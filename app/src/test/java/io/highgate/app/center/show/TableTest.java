package io.highgate.app.center.show;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TableTest {

    private static final Table TABLE = new Table(
            List.of(
                    Column.cut("KEY", 8),
                    Column.number("N"),
                    Column.cut("ZONE", 4),
                    Column.whole("STATE").in(it -> "<" + it + ">")),
            List.of(List.of("orders/a-long-name", "1", "eu-west-1a", "up"), List.of("crm/c", "20", "", "draining")));

    @Test
    void aFileGetsEverythingAndNoBlanksAtTheEnd() {
        assertThat(TABLE.lines(0))
                .containsExactly(
                        "KEY                  N  ZONE        STATE",
                        "orders/a-long-name   1  eu-west-1a  <up>",
                        "crm/c               20  -           <draining>");
    }

    @Test
    void theWidestColumnIsCutFirst() {
        assertThat(TABLE.lines(36))
                .containsExactly(
                        "KEY          N  ZONE        STATE",
                        "orders/a..   1  eu-west-1a  <up>",
                        "crm/c       20  -           <draining>");
        assertThat(TABLE.lines(30)).allMatch(it -> it.replaceAll("[<>]", "").length() <= 30);
    }

    @Test
    void whatCannotBeCutIsLongerThanTheLine() {
        assertThat(TABLE.lines(1)).first().isEqualTo("KEY        N  ZONE  STATE");
    }

    @Test
    void withoutRowsThereAreTitles() {
        assertThat(new Table(List.of(Column.whole("CELL"), Column.number("UP")), List.of()).lines(80))
                .containsExactly("CELL  UP");
    }

    @Test
    void whatSteersATerminalIsNotPassedOn() {
        assertThat(Printable.text("a\u001b[31m\r\n\u202eb\u2028\u009b1mö\ud83d\ude00\ud800"))
                .isEqualTo("a?[31m???b??1mö\ud83d\ude00?");
    }

    @ParameterizedTest
    @CsvSource({"'24 132\n',24,132", "'0 0\n',24,80", "'',24,80", "'stty: no',24,80", "'1 2 3',24,80", "'99999 1',24,80"
    })
    void aTerminalThatDoesNotSayItsSizeHasTheUsualOne(String said, int rows, int columns) {
        assertThat(TerminalSize.read(said)).isEqualTo(new Screen.Size(rows, columns));
    }
}
