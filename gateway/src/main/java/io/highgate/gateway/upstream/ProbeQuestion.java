package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.ProbeSpec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a probe asks over HTTP, and which answers are well. Immutable. */
sealed interface ProbeQuestion {

    /** How long the answer may take, all of it. */
    Duration timeout();

    /** Fills the head of the request. */
    void write(RequestHead head);

    /** The body of the request; only asked for if the head announces one. */
    ByteBuf body(ByteBufAllocator allocator);

    /** What is wrong with the answer, or null. */
    @Nullable
    String judge(int status, byte[] body, @Nullable Headers trailers);

    /** What it means that there is no answer. */
    default String says(Failure failure) {
        return switch (failure) {
            case Failure.ConnectFailed f -> f.reason();
            case Failure.TlsFailed f -> f.reason();
            case Failure.UpstreamTimeout f -> "no answer within " + timeout().toMillis() + " ms";
            case Failure.UpstreamReset f -> "the connection ended before the answer";
            case Failure.UpstreamMalformed f -> f.reason();
            case Failure.NoEndpoint f -> f.reason();
            default -> "it could not be asked";
        };
    }

    static ProbeQuestion of(ProbeSpec spec, String address) {
        String host = spec.host() == null ? address : spec.host();
        return spec.kind() == ProbeSpec.Kind.GRPC ? new Grpc(spec, host) : new Get(spec, host);
    }

    private static void head(RequestHead head, Method method, String target, String host) {
        head.forget();
        head.method(method);
        Headers headers = head.headers();
        byte[] text = target.getBytes(StandardCharsets.ISO_8859_1);
        int start = headers.append(text, 0, text.length);
        head.target(start, start + text.length);
        byte[] name = host.getBytes(StandardCharsets.ISO_8859_1);
        int from = headers.append(name, 0, name.length);
        head.host(from, from + name.length);
        headers.add(HeaderName.of("User-Agent"), "highgate-probe");
    }

    /** A GET. */
    record Get(ProbeSpec spec, String host, StatusRange range) implements ProbeQuestion {

        Get(ProbeSpec spec, String host) {
            this(spec, host, StatusRange.parse(spec.status()));
        }

        @Override
        public Duration timeout() {
            return spec.timeout();
        }

        @Override
        public void write(RequestHead head) {
            head(head, Method.GET, spec.path(), host);
        }

        @Override
        public ByteBuf body(ByteBufAllocator allocator) {
            return allocator.buffer(0);
        }

        @Override
        public @Nullable String judge(int status, byte[] body, @Nullable Headers trailers) {
            if (!range.contains(status)) {
                return "it answered " + status + ", not " + range;
            }
            String text = spec.body();
            boolean says = text == null || new String(body, StandardCharsets.UTF_8).contains(text);
            return says ? null : "the answer does not contain '" + text + "'";
        }
    }

    /** The gRPC health checking protocol: SERVING is well. */
    record Grpc(ProbeSpec spec, String host) implements ProbeQuestion {

        private static final HeaderName GRPC_STATUS = HeaderName.of("grpc-status");
        private static final int FRAME = 5;
        private static final byte STATUS_FIELD = 8;
        private static final byte SERVING = 1;

        @Override
        public Duration timeout() {
            return spec.timeout();
        }

        @Override
        public void write(RequestHead head) {
            head(head, Method.POST, "/grpc.health.v1.Health/Check", host);
            head.headers().add(HeaderName.CONTENT_TYPE, "application/grpc");
            head.takesTrailers(true);
            head.bodyLength(RequestHead.CHUNKED);
        }

        /** A message with one field, the service's name. */
        @Override
        public ByteBuf body(ByteBufAllocator allocator) {
            boolean whole = spec.path().isEmpty() || spec.path().startsWith("/");
            byte[] service = (whole ? "" : spec.path()).getBytes(StandardCharsets.UTF_8);
            int length = service.length == 0 ? 0 : service.length + 2;
            ByteBuf out = allocator.buffer(FRAME + length);
            out.writeByte(0).writeInt(length);
            if (length > 0) {
                out.writeByte(10).writeByte(service.length).writeBytes(service);
            }
            return out;
        }

        @Override
        public @Nullable String judge(int status, byte[] body, @Nullable Headers trailers) {
            String code = trailers == null ? null : trailers.first(GRPC_STATUS);
            if (status != 200 || !"0".equals(code)) {
                return "it answered " + status + " with grpc-status " + code;
            }
            boolean serving = body.length == FRAME + 2 && body[FRAME] == STATUS_FIELD && body[FRAME + 1] == SERVING;
            return serving ? null : "it is not SERVING";
        }
    }
}
