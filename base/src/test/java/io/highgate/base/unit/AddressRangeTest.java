package io.highgate.base.unit;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Ranges of addresses in all the ways that people write them. */
class AddressRangeTest {

    private static boolean holds(String range, String address) {
        return AddressRange.parse(range).contains(InetAddress.ofLiteral(address).getAddress());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.7, 10.0.0.7, 10.0.0.8",
        "10.0.0.7-10.0.0.9, 10.0.0.9, 10.0.0.10",
        "10.0.0.7 - 10.0.1.1, 10.0.0.255, 10.0.0.6",
        "10.0.0.0/24, 10.0.0.255, 10.0.1.0",
        "10.0.0.99/24, 10.0.0.1, 10.0.1.0",
        "10.0.0.0/255.255.255.0, 10.0.0.255, 10.0.1.0",
        "0.0.0.0/0, 255.255.255.255, ::1",
        "200.0.0.0/7, 201.255.0.1, 202.0.0.0",
        "fd00::/8, fdff::1, fe00::",
        "fd00::1-fd00::ff, fd00::80, fd00::100",
        "fd00::/ffff::, fd00:1::, fd01::",
        "::ffff:10.0.0.1, 10.0.0.1, ::1",
        "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
        "192.168.1.128/25, 192.168.1.128, 192.168.1.127",
        "::/0, ffff::1, 127.0.0.1",
    })
    void holdsWhatLiesInItAndNothingElse(String range, String in, String out) {
        assertThat(holds(range, in)).isTrue();
        assertThat(holds(range, out)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.1/33",
                "10.0.0.1/-1",
                "10.0.0.1/x",
                "10.0.0.9-10.0.0.7",
                "10.0.0.1-fd00::1",
                "10.0.0.0/ffff::",
                "10.0.0.0/255.0.255.0",
                "localhost",
                "10.0.0.1-",
                "-",
                "10.0.0.1-10.0.0.2-10.0.0.3",
                "fd00::/129",
                "010.0.0.1",
                "1.2.3.4.5",
                "1",
                "fd00::1%eth0",
            })
    void saysWhatIsWrong(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.replace(" ", ""));
    }

    @Property
    void agreesWithShiftedBits(@ForAll int network, @ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
        AddressRange range = AddressRange.parse(dotted(network) + "/" + prefix);
        boolean same = prefix == 0 || network >>> 32 - prefix == address >>> 32 - prefix;
        assertThat(range.contains(octets(address))).isEqualTo(same);
        assertThat(range.contains(octets(network))).isTrue();
        assertThat(AddressRange.parse(range.toString())).isEqualTo(range).hasSameHashCodeAs(range);
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static byte[] octets(int address) {
        return new byte[] {(byte) (address >>> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    @Test
    void isEqualToTheSameRangeWrittenOtherwise() {
        assertThat(AddressRange.parse("10.0.0.0/24"))
                .isEqualTo(AddressRange.parse("10.0.0.0-10.0.0.255"))
                .hasSameHashCodeAs(AddressRange.parse("10.0.0.9/255.255.255.0"))
                .isNotEqualTo(AddressRange.parse("10.0.0.0/25"))
                .hasToString("10.0.0.0/24");
    }
}
