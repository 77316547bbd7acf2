package io.highgate.store.sql;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TroubleTest {

    @ParameterizedTest
    @CsvSource({
        // state, during the work, at the commit
        "08006, GONE, UNKNOWN",
        "08003, GONE, UNKNOWN",
        "57P01, GONE, UNKNOWN",
        "57P02, GONE, UNKNOWN",
        "57P03, GONE, UNKNOWN",
        "25P03, GONE, UNKNOWN",
        "25006, GONE, UNKNOWN",
        "40001, CONFLICT, CONFLICT",
        "40P01, CONFLICT, CONFLICT",
        "40003, DEFECT, UNKNOWN",
        "57014, AWAY, UNKNOWN",
        "53100, AWAY, UNKNOWN",
        "53300, AWAY, UNKNOWN",
        "58030, AWAY, UNKNOWN",
        "HYT00, AWAY, UNKNOWN",
        "90028, AWAY, UNKNOWN",
        "23505, DEFECT, DEFECT",
        "22001, DEFECT, UNKNOWN",
        "42601, DEFECT, UNKNOWN",
        "'', DEFECT, UNKNOWN"
    })
    void whatTheStateMeansDependsOnHowFarItCame(String state, Trouble work, Trouble commit) {
        SQLException failure = new SQLException("reason", state);
        assertThat(Trouble.of(failure, Trouble.Stage.CONNECT)).isEqualTo(Trouble.AWAY);
        assertThat(Trouble.of(failure, Trouble.Stage.WORK)).isEqualTo(work);
        assertThat(Trouble.of(failure, Trouble.Stage.COMMIT)).isEqualTo(commit);
    }

    @Test
    void theDatabaseIsFoundBehindOtherFailures() {
        SQLException failure = new SQLException();
        assertThat(Trouble.of(failure, Trouble.Stage.COMMIT)).isEqualTo(Trouble.UNKNOWN);
        assertThat((Throwable) Trouble.behind(new IllegalStateException(new RuntimeException(failure))))
                .isSameAs(failure);
        assertThat((Throwable) Trouble.behind(new IllegalStateException())).isNull();
        Exception first = new Exception();
        first.initCause(new Exception(first));
        assertThat((Throwable) Trouble.behind(first)).isNull();
    }
}
