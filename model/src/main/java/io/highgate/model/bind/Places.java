package io.highgate.model.bind;

import io.highgate.base.problem.Place;
import java.util.HashMap;
import java.util.Map;

/**
 * Where each part of a spec was written, by its path in the spec ({@code routes[3].paths[0]}), so
 * that checks of the whole can name lines. Confined to one thread.
 */
public final class Places {

    private final String source;
    private final Map<String, Place> byPath = new HashMap<>();

    /** Knows nothing yet; the source is named for what has no better place. */
    public Places(String source) {
        this.source = source;
    }

    /** Remembers a place. */
    public void put(String path, Place place) {
        byPath.put(path, place);
    }

    /** The place of the path, or of the nearest part around it that is known. */
    public Place of(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Place place = byPath.get(at);
            if (place != null) {
                return place;
            }
        }
        return new Place(source, 0, 0, path);
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }
}
