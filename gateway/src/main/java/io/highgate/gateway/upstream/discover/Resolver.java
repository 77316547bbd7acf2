package io.highgate.gateway.upstream.discover;

import io.highgate.model.spec.DnsSpec;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Asks DNS servers, one after the other until one answers, over UDP and, where an answer is cut off,
 * over TCP. Each question has a socket and so a port of its own, because an answer is believed by
 * whoever guesses its number and its port. Follows aliases; caches nothing. Thread-safe.
 */
final class Resolver implements AutoCloseable {

    /** Aliases that had to be asked for. */
    private static final int MOST_ALIASES = 8;

    /** Each server is asked so often before there is said to be no answer. */
    private static final int ROUNDS = 2;

    private final DnsSpec spec;
    private final DnsNameResolver queries;

    Resolver(EventLoop loop, DnsSpec spec) {
        this.spec = spec;
        this.queries = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(spec.timeout().toMillis())
                .decodeIdn(false)
                .build();
    }

    /** Completes with an answer in any case, on an event loop or at once. */
    CompletableFuture<Answer> ask(Question question) {
        List<InetSocketAddress> servers = Servers.of(spec.servers(), question.name());
        CompletableFuture<Answer> result = new CompletableFuture<>();
        if (servers.isEmpty()) {
            result.complete(new Answer.Failed("no DNS server is known: /etc/resolv.conf names none, nor dns.servers"));
        } else {
            new Asking(question, servers, result).next();
        }
        return result;
    }

    @Override
    public void close() {
        queries.close();
    }

    /** One question on its way. Confined to one thread at a time. */
    private final class Asking {
        private final Question question;
        private final List<InetSocketAddress> servers;
        private final CompletableFuture<Answer> result;
        private String name;
        private long ttl = Long.MAX_VALUE;
        private int tries;
        private int aliases;

        private Asking(Question question, List<InetSocketAddress> servers, CompletableFuture<Answer> result) {
            this.question = question;
            this.servers = servers;
            this.result = result;
            this.name = question.name();
        }

        private void next() {
            InetSocketAddress server = servers.get(tries++ % servers.size());
            DnsQuestion sent = new DefaultDnsQuestion(
                    name + ".", DnsRecordType.valueOf(question.kind().name()));
            queries.query(server, sent)
                    .addListener(
                            (Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> done) -> heard(done, server));
        }

        private void heard(Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> done, InetSocketAddress server) {
            Answer answer;
            if (done.isSuccess()) {
                AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = done.getNow();
                try {
                    answer = Reading.of(new Question(name, question.kind()), envelope.content());
                } catch (RuntimeException malformed) { // names that point nowhere, and the like
                    answer = new Answer.Failed("the answer is malformed");
                } finally {
                    envelope.release();
                }
            } else {
                answer = new Answer.Failed("no answer from " + server.getHostString() + ":" + server.getPort());
            }
            take(answer);
        }

        private void take(Answer answer) {
            switch (answer) {
                case Answer.Failed failed -> {
                    if (tries < servers.size() * ROUNDS) {
                        next();
                    } else {
                        result.complete(failed);
                    }
                }
                case Answer.Alias alias -> follow(alias);
                case Answer.Some some -> result.complete(new Answer.Some(some.entries(), Math.min(ttl, some.ttl())));
                case Answer.None none -> result.complete(new Answer.None(none.exists(), Math.min(ttl, none.ttl())));
            }
        }

        private void follow(Answer.Alias alias) {
            if (++aliases > MOST_ALIASES) {
                result.complete(new Answer.Failed("the name is an alias of an alias without an end"));
                return;
            }
            name = alias.target();
            ttl = Math.min(ttl, alias.ttl());
            tries = 0;
            next();
        }
    }
}
