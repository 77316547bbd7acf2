package io.highgate.base.unit;

import java.net.InetAddress;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CidrBlockTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, 127.0.0.1, false"
    })
    void holdsTheAddressesOfItsRange(String block, String address, boolean holds) {
        byte[] octets = InetAddress.ofLiteral(address).getAddress();
        assertThat(CidrBlock.parse(block).contains(octets)).isEqualTo(holds);
    }

    /** a.b.c.d is spelled with hexadecimal digits and three dots, and used to be asked of a name server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10",
                "256.0.0.0",
                "a.b.c.d",
                "...",
                "localhost",
                "fd00::/129",
                "fd00::%eth0",
                "[::1]",
                ":"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> CidrBlock.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Property
    void agreesWithShiftedBits(@ForAll int network, @ForAll int address, @ForAll @IntRange(max = 32) int prefix) {
        CidrBlock block = CidrBlock.parse(dotted(network) + "/" + prefix);
        boolean same = prefix == 0 || network >>> 32 - prefix == address >>> 32 - prefix;
        assertThat(block.contains(octets(address))).isEqualTo(same);
        assertThat(block.contains(octets(network))).isTrue();
        assertThat(CidrBlock.parse(block.toString())).isEqualTo(block).hasSameHashCodeAs(block);
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }

    private static byte[] octets(int address) {
        return new byte[] {(byte) (address >>> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }
}
