package io.highgate.center.cells;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressRulesTest {

    private static final AddressRules STRICT = new AddressRules(false);
    private static final AddressRules HERE = new AddressRules(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "192.168.1.7",
                "8.8.8.8",
                "2001:db8::7",
                "fd12::1",
                "orders",
                "orders.internal",
                "a_b.c"
            })
    void addressesOfMachinesAndNamesAreGood(String host) {
        assertThat(STRICT.problem(host)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1              | loopback",
                "127.8.9.1              | loopback",
                "::1                    | loopback",
                "::ffff:127.0.0.1       | loopback",
                "::127.0.0.1            | loopback",
                "64:ff9b::7f00:1        | loopback",
                "2002:7f00:1::1         | loopback",
                "localhost              | loopback",
                "a.localhost            | loopback",
                "0.0.0.0                | nowhere",
                "0.1.2.3                | nowhere",
                "::                     | nowhere",
                "169.254.1.1            | link-local",
                "169.254.169.254        | link-local",
                "fe80::1                | link-local",
                "64:ff9b::a9fe:a9fe     | link-local",
                "100.100.100.200        | metadata",
                "fd00:ec2::254          | metadata",
                "metadata.google.internal | metadata",
                "224.0.0.1              | not the address of one machine",
                "255.255.255.255        | not the address of one machine",
                "ff02::1                | not the address of one machine",
                "2130706433             | a number in disguise",
                "0x7f000001             | a number in disguise",
                "0x7f.1                 | a number in disguise",
                "127.1                  | a number in disguise",
                "010.0.0.1              | a number in disguise",
                "256.1.1.1              | is not an IP address",
                "fe80::1%eth0           | has a zone",
                "a b                    | neither a host name",
                "-a                     | neither a host name",
                "a..b                   | neither a host name",
            })
    void whatPointsAtMachinesOwnDoorsIsRefused(String host, String says) {
        assertThat(STRICT.problem(host)).contains(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "localhost"})
    void loopbackIsGoodForWhoMeansThisMachine(String host) {
        assertThat(HERE.problem(host)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "fe80::1", "0.0.0.0", "224.0.0.1"})
    void nobodyMeansTheOthers(String host) {
        assertThat(HERE.problem(host)).isNotNull();
    }

    /** DNS rebinding: the name was good when it was registered, and leads here now. */
    @Test
    void aNameMustNotLeadToLoopback() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        assertThat(HERE.problem("orders.internal", loopback)).contains("loopback");
        assertThat(HERE.problem("localhost", loopback)).isNull();
        assertThat(HERE.problem("127.0.0.1", loopback)).isNull();
        assertThat(HERE.problem("orders.internal", InetAddress.ofLiteral("169.254.169.254")))
                .contains("link-local");
        assertThat(HERE.problem("orders.internal", InetAddress.ofLiteral("10.0.0.1")))
                .isNull();
    }
}
