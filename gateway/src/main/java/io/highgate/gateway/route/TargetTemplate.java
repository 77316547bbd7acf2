package io.highgate.gateway.route;

import io.highgate.gateway.route.path.Escape;
import io.highgate.model.path.ValueTemplate;
import io.highgate.model.path.ValueTemplate.Piece;
import io.highgate.model.path.ValueTemplate.Reference;
import io.highgate.model.path.ValueTemplate.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template of a target: its path and maybe a query, with captures. Captures go in as they came,
 * percent-encoding kept; only what would break out of its part is escaped: '/' and '?' of a
 * query's capture that goes into the path, '&amp;' and '+' of a path's capture that goes into the
 * query. A name that is no capture of the match stays as text. Immutable.
 */
final class TargetTemplate {

    private static final String ENDS_SEGMENT = "/?";
    private static final String ENDS_PARAMETER = "&+";

    /** Octets as they are written, and the capture that stands there instead if there is one. */
    private static final class Chunk {
        private final byte[] octets;
        private final @Nullable String capture;

        Chunk(Piece piece) {
            this.octets = Escape.normalised(piece.toString());
            this.capture = piece instanceof Reference reference ? reference.name() : null;
        }
    }

    private final List<Chunk> path;
    private final @Nullable List<Chunk> query;

    private TargetTemplate(List<Chunk> path, @Nullable List<Chunk> query) {
        this.path = path;
        this.query = query;
    }

    static TargetTemplate parse(String template) {
        List<Chunk> path = new ArrayList<>();
        List<Chunk> query = null;
        for (Piece piece : ValueTemplate.parse(template).pieces()) {
            int mark = query == null && piece instanceof Text text ? text.text().indexOf('?') : -1;
            if (mark >= 0) {
                String text = piece.toString();
                path.add(new Chunk(new Text(text.substring(0, mark))));
                query = new ArrayList<>();
                query.add(new Chunk(new Text(text.substring(mark + 1))));
            } else {
                (query == null ? path : query).add(new Chunk(piece));
            }
        }
        return new TargetTemplate(List.copyOf(path), query == null ? null : List.copyOf(query));
    }

    boolean hasQuery() {
        return query != null;
    }

    void writePath(RouteMatch match, Target target) {
        write(path, true, match, target);
    }

    void writeQuery(RouteMatch match, Target target) {
        if (query != null) {
            write(query, false, match, target);
        }
    }

    private static void write(List<Chunk> chunks, boolean intoPath, RouteMatch match, Target target) {
        for (Chunk chunk : chunks) {
            int capture = chunk.capture == null ? -1 : match.index(chunk.capture);
            if (capture < 0) {
                byte[] given = chunk.capture == null ? null : match.given(chunk.capture);
                target.text(given == null ? chunk.octets : given);
            } else if (match.isFromPath(capture) == intoPath) {
                target.copy(match.start(capture), match.end(capture));
            } else if (intoPath) {
                // A raw query has not gone through the path rule: escaped dots are made visible.
                target.text(Escape.normalised(match.text(capture)), ENDS_SEGMENT);
            } else {
                target.text(match.octets(capture), ENDS_PARAMETER);
            }
        }
    }
}
