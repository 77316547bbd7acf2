package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.text.Node.Entry;
import io.highgate.model.text.Node.Kind;
import io.highgate.model.text.Node.Mapping;
import io.highgate.model.text.Node.Scalar;
import io.highgate.model.text.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Builds the tree of one document from parse events, reporting what it leaves out. Recursion is
 * bounded by {@link TextLimits#DEPTH}. Confined to one thread; used for one text.
 */
final class YamlTree {

    private static final String STRING_TAG = "tag:yaml.org,2002:str";

    private final String source;
    private final Iterator<Event> events;
    private final Problems problems;
    private boolean usable = true;

    YamlTree(String source, Iterator<Event> events, Problems problems) {
        this.source = source;
        this.events = events;
        this.problems = problems;
    }

    @Nullable
    Node read() {
        Node root = null;
        while (usable && events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
                default -> {
                    if (root != null) {
                        fail(at(event, ""), "is a second YAML document; put it into a file of its own");
                    } else {
                        root = node(event, Place.of(source), 0);
                    }
                }
            }
        }
        if (usable && (root == null || isEmpty(root))) {
            fail(Place.of(source), "there is nothing in it");
        }
        return usable ? root : null;
    }

    private static boolean isEmpty(Node root) {
        return root instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    /** The place handed in carries the path; the line and column are the event's. */
    private Node node(Event event, Place where, int depth) {
        Place place = at(event, where.path());
        if (depth > TextLimits.DEPTH) {
            TextLimits.tooDeep(place, problems);
            usable = false;
            return new Scalar(place, Kind.NULL, "");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, place);
            case SequenceStartEvent start -> {
                refuseTag(start.getTag(), place);
                yield sequence(place, depth);
            }
            case MappingStartEvent start -> {
                refuseTag(start.getTag(), place);
                yield mapping(place, depth);
            }
            case AliasEvent alias -> {
                fail(place, "the alias '*" + alias.getAlias() + "' is not followed; write the value out");
                yield new Scalar(place, Kind.NULL, "");
            }
            default -> throw new IllegalStateException("no node begins with " + event);
        };
    }

    private Scalar scalar(ScalarEvent event, Place place) {
        Optional<String> tag = event.getTag().filter(it -> !it.equals("!"));
        boolean text = !event.isPlain() || event.getTag().isPresent();
        if (tag.isPresent() && !tag.get().equals(STRING_TAG)) {
            refuseTag(tag, place);
        }
        return new Scalar(place, text ? Kind.TEXT : PlainScalars.kind(event.getValue()), event.getValue());
    }

    private Sequence sequence(Place place, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, place.child(items.size()), depth + 1));
            if (!usable) {
                break;
            }
        }
        return new Sequence(place, List.copyOf(items));
    }

    private Mapping mapping(Place place, int depth) {
        Map<String, Entry> entries = new HashMap<>();
        List<Entry> inOrder = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Entry entry = entry(event, place, depth);
            if (entry == null || !usable) {
                usable = false;
                break;
            }
            Entry first = entries.putIfAbsent(entry.key(), entry);
            if (first == null) {
                inOrder.add(entry);
            } else {
                problems.error(
                        entry.place(),
                        "is there twice; the first one is in line "
                                + first.place().line());
            }
        }
        return new Mapping(place, List.copyOf(inOrder));
    }

    private @Nullable Entry entry(Event key, Place place, int depth) {
        if (!(key instanceof ScalarEvent scalar)) {
            fail(at(key, place.path()), "a key is a plain text here, not a list, a mapping or an alias");
            return null;
        }
        Place keyPlace = at(key, place.child(scalar.getValue()).path());
        return new Entry(keyPlace, scalar.getValue(), node(events.next(), keyPlace, depth + 1));
    }

    private void refuseTag(Optional<String> tag, Place place) {
        tag.ifPresent(it -> problems.error(place, "the tag '" + it + "' means nothing here; leave it out"));
    }

    private Place at(Event event, String path) {
        Place place = YamlText.place(source, event.getStartMark().orElse(null));
        return new Place(source, place.line(), place.column(), path);
    }

    /** Reports what makes the rest of the document pointless to read. */
    private void fail(Place place, String message) {
        problems.error(place, message);
        usable = false;
    }
}
