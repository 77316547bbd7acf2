package io.highgate.gateway.upstream.discover;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is taken from a response of DNS, and what is not. */
class ReadingTest {

    private static final Question A = new Question("Orders.test.", Question.Kind.A);
    private static final Question SRV = new Question("_http._tcp.orders.test", Question.Kind.SRV);
    private static final byte[] HERE = {10, 0, 0, 1};
    private static final byte[] TO_B = {1, 'b', 4, 't', 'e', 's', 't', 0};

    private final DnsResponse response = new DefaultDnsResponse(1);

    @AfterEach
    void release() {
        response.release();
    }

    private void add(DnsSection section, String name, DnsRecordType type, long ttl, byte... content) {
        response.addRecord(section, new DefaultDnsRawRecord(name, type, ttl, Unpooled.wrappedBuffer(content)));
    }

    private void answer(String name, DnsRecordType type, long ttl, byte... content) {
        add(DnsSection.ANSWER, name, type, ttl, content);
    }

    private static byte[] service(int port, byte... target) {
        byte[] head = {0, 1, 0, 2, (byte) (port >> 8), (byte) port};
        byte[] all = java.util.Arrays.copyOf(head, head.length + target.length);
        System.arraycopy(target, 0, all, head.length, target.length);
        return all;
    }

    @Test
    void theLeastTtlOfTheWholeChainCounts() {
        answer("ORDERS.test.", DnsRecordType.CNAME, 5, TO_B);
        answer("b.test.", DnsRecordType.A, 300, HERE);
        answer("b.test.", DnsRecordType.A, 200, (byte) 10, (byte) 0, (byte) 0, (byte) 2);
        assertThat(Reading.of(A, response)).isInstanceOfSatisfying(Answer.Some.class, it -> {
            assertThat(it.ttl()).isEqualTo(5);
            assertThat(it.entries()).hasSize(2);
        });
    }

    @Test
    void recordsOfOthersAndOfOtherKindsCountForNothing() {
        answer("evil.test.", DnsRecordType.A, 300, HERE);
        answer("orders.test.", DnsRecordType.AAAA, 300, new byte[16]);
        assertThat(Reading.of(A, response)).isInstanceOf(Answer.None.class);
    }

    @Test
    void addressesThatAreNoneAreLeftOut() {
        answer("orders.test.", DnsRecordType.A, 300, (byte) 10, (byte) 0, (byte) 0);
        answer("orders.test.", DnsRecordType.A, 300, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
        answer("orders.test.", DnsRecordType.A, 300, (byte) 224, (byte) 0, (byte) 0, (byte) 1);
        answer("orders.test.", DnsRecordType.A, 300);
        assertThat(Reading.of(A, response)).isInstanceOf(Answer.None.class);
    }

    @Test
    void anAliasWhoseTargetIsNotToldIsAskedFor() {
        answer("orders.test.", DnsRecordType.CNAME, 5, TO_B);
        assertThat(Reading.of(A, response)).isEqualTo(new Answer.Alias("b.test", 5));
    }

    @Test
    void aliasesInACircleAreNoAnswer() {
        answer("orders.test.", DnsRecordType.CNAME, 5, TO_B);
        answer("b.test.", DnsRecordType.CNAME, 5, new byte[] {6, 'o', 'r', 'd', 'e', 'r', 's', 4, 't', 'e', 's', 't', 0
        });
        assertThat(Reading.of(A, response)).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void aServiceNeedsAPortAndATarget() {
        answer("_http._tcp.orders.test.", DnsRecordType.SRV, 9, service(0, TO_B));
        answer("_http._tcp.orders.test.", DnsRecordType.SRV, 9, service(80, (byte) 0));
        answer("_http._tcp.orders.test.", DnsRecordType.SRV, 9, (byte) 1, (byte) 2);
        answer("_http._tcp.orders.test.", DnsRecordType.SRV, 9, service(443, TO_B));
        assertThat(Reading.of(SRV, response))
                .isInstanceOfSatisfying(
                        Answer.Some.class,
                        it -> assertThat(it.entries()).containsExactly(new Answer.Service(1, 2, 443, "b.test")));
    }

    @Test
    void nothingHoldsAsLongAsTheZoneSays() {
        byte[] soa = new byte[22];
        soa[21] = 7;
        add(DnsSection.AUTHORITY, "test.", DnsRecordType.SOA, 60, soa);
        assertThat(Reading.of(A, response)).isEqualTo(new Answer.None(true, 7));
        response.setCode(DnsResponseCode.NXDOMAIN);
        assertThat(Reading.of(A, response)).isEqualTo(new Answer.None(false, 7));
    }

    @Test
    void whatIsCutOffOrRefusedIsNoAnswer() {
        answer("orders.test.", DnsRecordType.A, 300, HERE);
        response.setTruncated(true);
        assertThat(Reading.of(A, response)).isInstanceOf(Answer.Failed.class);
        response.setTruncated(false);
        response.setCode(DnsResponseCode.REFUSED);
        assertThat(Reading.of(A, response)).isInstanceOf(Answer.Failed.class);
    }
}
