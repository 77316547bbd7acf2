package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.text.JsonText.Duplicates;
import io.highgate.model.text.Node.Entry;
import io.highgate.model.text.Node.Kind;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Scalar;
import io.highgate.model.text.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Builds the tree of one document from tokens. Recursion is bounded by {@link TextLimits#DEPTH}.
 * Confined to one thread; used for one text.
 */
final class JsonTree {

    private final String source;
    private final JsonParser parser;
    private final Duplicates duplicates;
    private final Problems problems;
    private boolean usable = true;

    JsonTree(String source, JsonParser parser, Duplicates duplicates, Problems problems) {
        this.source = source;
        this.parser = parser;
        this.duplicates = duplicates;
        this.problems = problems;
    }

    @Nullable
    Node read() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            problems.error(Place.of(source), "there is nothing in it");
            return null;
        }
        Node root = node(first, "", 0);
        if (usable && parser.nextToken() != null) {
            problems.error(here(""), "something follows after the end of the JSON value");
            return null;
        }
        return usable ? root : null;
    }

    private Node node(JsonToken token, String path, int depth) {
        Place place = here(path);
        if (depth > TextLimits.DEPTH) {
            TextLimits.tooDeep(place, problems);
            usable = false;
            return new Scalar(place, Kind.NULL, "null");
        }
        return switch (token) {
            case START_OBJECT -> mapping(place, depth);
            case START_ARRAY -> sequence(place, depth);
            case VALUE_STRING -> new Scalar(place, Kind.TEXT, parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(place, Kind.NUMBER, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new Scalar(place, Kind.BOOLEAN, parser.getString());
            case VALUE_NULL -> new Scalar(place, Kind.NULL, "null");
            default -> throw new IllegalStateException("no value begins with " + token);
        };
    }

    private Sequence sequence(Place place, int depth) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                usable && token != JsonToken.END_ARRAY;
                token = usable ? parser.nextToken() : token) {
            items.add(node(token, place.child(items.size()).path(), depth + 1));
        }
        return new Sequence(place, List.copyOf(items));
    }

    private Mapping mapping(Place place, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (usable && parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = here(place.child(key).path());
            Entry entry = new Entry(keyPlace, key, node(parser.nextToken(), keyPlace.path(), depth + 1));
            Entry first = entries.put(key, entry);
            if (first != null) {
                duplicate(first, entry);
            }
        }
        return new Mapping(place, List.copyOf(entries.values()));
    }

    private void duplicate(Entry first, Entry second) {
        String message =
                "is there twice; the first one is in line " + first.place().line();
        switch (duplicates) {
            case REFUSE -> problems.error(second.place(), message);
            case LAST_WINS -> problems.warning(second.place(), message + "; the last one counts");
        }
    }

    private Place here(String path) {
        return JsonText.place(source, parser.currentTokenLocation(), path);
    }
}
