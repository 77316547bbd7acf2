package io.highgate.center.cells;

import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InstanceRulesTest {

    private static final InstanceRules RULES = new InstanceRules(new AddressRules(true));

    private static List<String> problems(String members) throws JsonException {
        Fields fields = Fields.read("{\"cell\":\"crm\",\"host\":\"10.0.0.1\",\"port\":80" + members + "}");
        Instance instance = Instance.from(fields);
        RULES.check(instance, fields);
        return fields.problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"zone\":\"eu-1a\",\"version\":\"1.2.3+4\",\"weight\":0",
                ",\"id\":\"pod-7\",\"health\":\"/a/b?c=d\",\"protocols\":[\"h2c\",\"grpc\"]",
                ",\"metadata\":{\"team\":\"订单\",\"note\":\"anything at all\"}",
            })
    void whatServicesSayIsGood(String members) throws JsonException {
        assertThat(problems(members)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",\"id\":\"a/b\"                       | id: 'a/b' is not an id",
                ",\"id\":\"a\\nb\"                     | id: 'a?b' is not an id",
                ",\"zone\":\"\"                        | zone: '' is not a word",
                ",\"zone\":\"a b\"                     | zone: 'a b' is not a word",
                ",\"version\":\"<script>\"             | version: '<script>' is not a word",
                ",\"weight\":1001                      | weight: is 1001",
                ",\"weight\":-1                        | weight: is -1",
                ",\"protocols\":[\"a b\"]              | protocols: 'a b' is not a word",
                ",\"health\":\"health\"                | health: 'health' is not a path",
                ",\"health\":\"//evil/\"               | health: '//evil/' is not a path",
                ",\"health\":\"/a\\r\\nHost: b\"       | is not a path",
                ",\"metadata\":{\"a\":\"b\\u0000\"}    | metadata.a: has control characters",
                ",\"metadata\":{\"a b\":\"c\"}         | metadata: 'a b' is not a word",
                ",\"metadata\":{\"a\":1}               | metadata.a: is a number",
            })
    void whatCannotBeIsNamed(String members, String says) throws JsonException {
        assertThat(problems(members)).anyMatch(it -> it.contains(says));
    }

    @Test
    void hugeMetadataIsRefused() throws JsonException {
        assertThat(problems(",\"metadata\":{\"a\":\"" + "x".repeat(5_000) + "\"}"))
                .containsExactly("metadata: has 5001 characters, more than 4096");
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 33; i++) {
            many.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":\"\"");
        }
        assertThat(problems(",\"metadata\":{" + many + "}")).containsExactly("metadata: has 33 entries, more than 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crm", "a", "order-service", "a.b_c", "0"})
    void cellsHaveNames(String name) {
        assertThat(InstanceRules.cellProblem(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a..b", "../etc", "a/b", "a b", "订单", "a\n", "CRM"})
    void otherNamesAreRefused(String name) {
        assertThat(InstanceRules.cellProblem(name)).isNotNull();
    }

    @Test
    void whoIsNotHereCannotMeanThisMachine() {
        assertThat(RULES.from("127.0.0.1").addresses().loopback()).isTrue();
        assertThat(RULES.from("::1").addresses().loopback()).isTrue();
        assertThat(RULES.from("10.0.0.7").addresses().loopback()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"'',3000,1000", "'\"lease\":30000,\"beat\":15000',30000,15000", "'\"lease\":9000',9000,3000"})
    void leasesHaveBeats(String members, long lease, long beat) throws JsonException {
        Fields fields = Fields.read("{" + members + "}");
        assertThat(LeaseTerms.from(fields))
                .isEqualTo(new LeaseTerms(Duration.ofMillis(lease), Duration.ofMillis(beat)));
        assertThat(fields.problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"lease\":999                   | lease: is 999 ms, not from 1000",
                "\"lease\":300001                | lease: is 300001",
                "\"lease\":-1                    | lease: is -1",
                "\"lease\":3000,\"beat\":2401    | beat: is 2401 ms, more than 80 %",
                "\"lease\":3000,\"beat\":0       | beat: is 0",
                "\"lease\":\"3s\"                | lease: is a text",
            })
    void leasesThatOneLateBeatWouldEndAreRefused(String members, String says) throws JsonException {
        Fields fields = Fields.read("{" + members + "}");
        LeaseTerms.from(fields);
        assertThat(fields.problems()).anyMatch(it -> it.contains(says));
    }
}
