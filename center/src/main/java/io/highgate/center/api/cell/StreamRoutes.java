package io.highgate.center.api.cell;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.follow.Feed;
import io.highgate.center.follow.Reader;
import io.highgate.wire.stream.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The discovery stream: a line for each message, sent at once. Thread-safe. */
public final class StreamRoutes {

    /** Pulses come each second, so it is only a bound. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Feed feed;

    public StreamRoutes(Feed feed) {
        this.feed = feed;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(Route.get("/api/center/stream", Access.FOLLOW, this::stream));
    }

    private Answer stream(Ask ask) throws Refused {
        String text = ask.parameter("since");
        Position since = text == null ? null : Position.of(text);
        if (text != null && since == null) {
            throw Refused.bad(List.of("since: is not a position, <epoch>-<number>"));
        }
        return new Answer.Flow(200, Map.of("Content-Type", "application/x-ndjson"), out -> {
            try (Reader reader = feed.open(since)) {
                send(reader, out);
            }
        });
    }

    private static void send(Reader reader, OutputStream out) throws IOException, InterruptedException {
        List<byte[]> lines = new ArrayList<>();
        while (reader.take(lines, LOOK) >= 0) {
            for (byte[] line : lines) {
                out.write(line);
            }
            out.flush();
            lines.clear();
        }
    }
}
