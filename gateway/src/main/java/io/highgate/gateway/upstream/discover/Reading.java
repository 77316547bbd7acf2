package io.highgate.gateway.upstream.discover;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a response of DNS says about a question. What stands in it about other names, or is malformed,
 * counts for nothing. Stateless.
 */
final class Reading {

    /** Aliases within one response. */
    private static final int MOST_ALIASES = 16;

    /** Where nobody says how long there is nothing. */
    private static final long NONE_TTL = 30;

    private static final int SRV_FIXED = 6;

    private Reading() {}

    static Answer of(Question question, DnsResponse response) {
        if (response.isTruncated()) {
            return new Answer.Failed("the answer is cut off, and there is no whole one over TCP");
        }
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
            return new Answer.None(false, ttlOfNothing(response));
        }
        if (!response.code().equals(DnsResponseCode.NOERROR)) {
            return new Answer.Failed("the server answers " + response.code());
        }
        String name = question.name();
        long ttl = Long.MAX_VALUE;
        for (int i = 0; i < MOST_ALIASES; i++) {
            Answer here = under(new Question(name, question.kind()), response, ttl);
            if (!(here instanceof Answer.Alias alias)) {
                return here instanceof Answer.None && !name.equals(question.name())
                        ? new Answer.Alias(name, ttl)
                        : here;
            }
            name = alias.target();
            ttl = alias.ttl();
        }
        return new Answer.Failed("the name is an alias of an alias without an end");
    }

    private static Answer under(Question question, DnsResponse response, long ttlSoFar) {
        List<Answer.Entry> entries = new ArrayList<>();
        long ttl = ttlSoFar;
        Answer alias = null;
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            if (!(record instanceof DnsRawRecord raw)
                    || !Question.plain(record.name()).equals(question.name())) {
                continue;
            }
            if (record.type().equals(DnsRecordType.CNAME)) {
                alias = new Answer.Alias(Question.plain(target(raw.content(), 0)), Math.min(ttl, record.timeToLive()));
            } else if (record.type().name().equals(question.kind().name()) && read(question.kind(), raw, entries)) {
                ttl = Math.min(ttl, record.timeToLive());
            }
        }
        if (!entries.isEmpty()) {
            return new Answer.Some(List.copyOf(entries), ttl);
        }
        return alias == null ? new Answer.None(true, Math.min(ttlSoFar, ttlOfNothing(response))) : alias;
    }

    private static boolean read(Question.Kind kind, DnsRawRecord raw, List<Answer.Entry> entries) {
        ByteBuf content = raw.content();
        if (kind == Question.Kind.SRV) {
            return content.readableBytes() > SRV_FIXED && service(content, entries);
        }
        int wanted = kind == Question.Kind.A ? 4 : 16;
        if (content.readableBytes() != wanted) {
            return false;
        }
        byte[] octets = new byte[wanted];
        content.getBytes(content.readerIndex(), octets);
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            boolean somewhere = !address.isAnyLocalAddress() && !address.isMulticastAddress();
            return somewhere && entries.add(new Answer.Address(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 octets are addresses", e);
        }
    }

    /** A target of "." says that there is decidedly no such service (RFC 2782); port 0 cannot be reached. */
    private static boolean service(ByteBuf content, List<Answer.Entry> entries) {
        int at = content.readerIndex();
        int port = content.getUnsignedShort(at + 4);
        String target = Question.plain(target(content, SRV_FIXED));
        if (target.isEmpty() || port == 0) {
            return false;
        }
        int priority = content.getUnsignedShort(at);
        return entries.add(new Answer.Service(priority, content.getUnsignedShort(at + 2), port, target));
    }

    private static String target(ByteBuf content, int skipped) {
        return DefaultDnsRecordDecoder.decodeName(content.duplicate().skipBytes(skipped));
    }

    /** RFC 2308 section 5: the lesser of the SOA record's own TTL and its last field. */
    private static long ttlOfNothing(DnsResponse response) {
        for (int i = 0; i < response.count(DnsSection.AUTHORITY); i++) {
            DnsRecord record = response.recordAt(DnsSection.AUTHORITY, i);
            if (record instanceof DnsRawRecord raw && record.type().equals(DnsRecordType.SOA)) {
                ByteBuf content = raw.content();
                int length = content.readableBytes();
                return length < 4
                        ? NONE_TTL
                        : Math.min(record.timeToLive(), content.getUnsignedInt(content.writerIndex() - 4));
            }
        }
        return NONE_TTL;
    }
}
