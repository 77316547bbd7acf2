package io.highgate.gateway.upstream.discover;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A DNS server on loopback, over UDP and TCP, whose records and manners change while it runs.
 * Thread-safe.
 */
public final class DnsServer implements AutoCloseable {

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<Rec>> zone = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Channel tcp;
    private volatile Manner manner = Manner.HONEST;

    /** How it answers. */
    public enum Manner {
        HONEST,
        SILENT,
        FAILING,
        /** Over UDP nothing but the sign that there is more. */
        CUT_OFF,
        /** With what nobody has asked for. */
        ABOUT_OTHERS
    }

    private record Rec(DnsRecordType type, long ttl, byte[] content) {}

    public DnsServer() {
        tcp = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder(), new Answering());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
        new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(),
                                        new DatagramDnsResponseEncoder(),
                                        new Answering());
                    }
                })
                .bind(tcp.localAddress())
                .syncUninterruptibly();
    }

    /** As the configuration names it. */
    public String address() {
        return "127.0.0.1:" + ((InetSocketAddress) tcp.localAddress()).getPort();
    }

    public int asked() {
        return asked.get();
    }

    public void behave(Manner as) {
        manner = as;
    }

    /** From now on the name has exactly these addresses. */
    public DnsServer addresses(String name, long ttl, String... addresses) {
        List<Rec> records = new ArrayList<>();
        for (String address : addresses) {
            byte[] octets = octets(address);
            records.add(new Rec(octets.length == 4 ? DnsRecordType.A : DnsRecordType.AAAA, ttl, octets));
        }
        zone.put(name, records);
        return this;
    }

    /** A record with whatever octets. */
    public DnsServer raw(String name, DnsRecordType type, long ttl, byte... content) {
        zone.computeIfAbsent(name, it -> new ArrayList<>()).add(new Rec(type, ttl, content));
        return this;
    }

    public DnsServer alias(String name, long ttl, String target) {
        zone.put(name, List.of(new Rec(DnsRecordType.CNAME, ttl, name(target))));
        return this;
    }

    /** From now on the service has these targets, each as {@code priority weight port target}. */
    public DnsServer service(String name, long ttl, String... targets) {
        List<Rec> records = new ArrayList<>();
        for (String target : targets) {
            String[] parts = target.split(" ", -1);
            ByteBuf content = Unpooled.buffer();
            for (int i = 0; i < 3; i++) {
                content.writeShort(Integer.parseInt(parts[i]));
            }
            content.writeBytes(name(parts[3]));
            byte[] octets = new byte[content.readableBytes()];
            content.readBytes(octets);
            records.add(new Rec(DnsRecordType.SRV, ttl, octets));
        }
        zone.put(name, records);
        return this;
    }

    /** There is no such name any more. */
    public void remove(String name) {
        zone.remove(name);
    }

    private static byte[] octets(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] name(String name) {
        ByteBuf out = Unpooled.buffer();
        for (String label : name.split("\\.", -1)) {
            if (!label.isEmpty()) {
                out.writeByte(label.length()).writeBytes(label.getBytes(StandardCharsets.US_ASCII));
            }
        }
        out.writeByte(0);
        byte[] octets = new byte[out.readableBytes()];
        out.readBytes(octets);
        return octets;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Answering extends SimpleChannelInboundHandler<DnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DnsQuery query) {
            asked.incrementAndGet();
            Manner now = manner;
            if (now == Manner.SILENT) {
                return;
            }
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            DnsResponse response = query instanceof DatagramDnsQuery datagram
                    ? new DatagramDnsResponse(
                            /* sender= */ datagram.recipient(), /* recipient= */ datagram.sender(), query.id())
                    : new DefaultDnsResponse(query.id());
            boolean other = now == Manner.ABOUT_OTHERS;
            response.addRecord(
                    DnsSection.QUESTION, other ? new DefaultDnsQuestion("other.test.", question.type()) : question);
            if (now == Manner.FAILING) {
                response.setCode(DnsResponseCode.SERVFAIL);
            } else if (now == Manner.CUT_OFF && query instanceof DatagramDnsQuery) {
                response.setTruncated(true);
            } else {
                fill(question, response);
            }
            context.writeAndFlush(response);
        }

        private void fill(DnsQuestion question, DnsResponse response) {
            String name = question.name().toLowerCase(Locale.ROOT);
            String asked = name.substring(0, name.length() - 1);
            List<Rec> records = zone.get(asked);
            if (records == null) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            } else {
                records.stream()
                        .filter(it ->
                                it.type().equals(question.type()) || it.type().equals(DnsRecordType.CNAME))
                        .forEach(it -> response.addRecord(DnsSection.ANSWER, record(name, it)));
            }
            if (response.count(DnsSection.ANSWER) == 0) {
                byte[] soa = new byte[22]; // two empty names and five numbers, all zero: there is nothing for 0 s
                response.addRecord(DnsSection.AUTHORITY, record("test.", new Rec(DnsRecordType.SOA, 0, soa)));
            }
        }

        private static DnsRecord record(String name, Rec it) {
            return new DefaultDnsRawRecord(name, it.type(), it.ttl(), Unpooled.wrappedBuffer(it.content()));
        }
    }
}
