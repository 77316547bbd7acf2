package io.highgate.gateway.route.path;

import io.highgate.gateway.http.Octets;
import io.highgate.model.path.PathTemplate;
import io.highgate.model.path.PathTemplate.Literal;
import io.highgate.model.path.PathTemplate.OneSegment;
import io.highgate.model.path.PathTemplate.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a template's parts into a {@link Shape}. Used for one template, by one thread. */
final class Shapes {

    private final char separator;
    private final boolean fold;
    private final List<Segment> before = new ArrayList<>();
    private final List<Segment> after = new ArrayList<>();
    private @Nullable Segment opening;
    private PathTemplate.@Nullable Rest rest;
    private @Nullable Segment closing;
    private List<byte[]> literals = new ArrayList<>();
    private boolean literalOpen;

    private Shapes(char separator, boolean fold) {
        this.separator = separator;
        this.fold = fold;
    }

    /** The shape of a path's parts, of which the first begins with a slash. */
    static Shape path(List<Part> parts, boolean fold) {
        List<Part> behindSlash = new ArrayList<>(parts);
        String first = behindSlash.removeFirst().toString().substring(1);
        if (!first.isEmpty()) {
            behindSlash.addFirst(new Literal(first));
        }
        return new Shapes('/', fold).cut(behindSlash);
    }

    /** The shape of a query's parts. */
    static Shape query(List<Part> parts, boolean fold) {
        return new Shapes('&', fold).cut(parts);
    }

    private Shape cut(List<Part> parts) {
        for (Part part : parts) {
            switch (part) {
                case Literal literal -> literal(literal.text());
                case OneSegment ignored -> {
                    endLiteral();
                    literalOpen = false;
                }
                case PathTemplate.Rest found -> {
                    rest = found;
                    opening = segment();
                }
            }
        }
        endSegment();
        return new Shape((byte) separator, List.copyOf(before), shapeOfRest(), List.copyOf(after));
    }

    private Shape.@Nullable Rest shapeOfRest() {
        if (rest == null || opening == null || closing == null) {
            return null;
        }
        // In a query '&' separates but does not nest: nothing is left out with it.
        boolean alone = opening.isEmpty() && closing.isEmpty() && separator == '/';
        return new Shape.Rest(opening, closing, rest.mayBeEmpty(), rest.mayBeEmpty() && alone);
    }

    private void literal(String text) {
        int at = 0;
        for (int stop = text.indexOf(separator); stop >= 0; stop = text.indexOf(separator, at)) {
            addLiteral(text.substring(at, stop));
            endSegment();
            at = stop + 1;
        }
        if (at < text.length()) {
            addLiteral(text.substring(at));
        }
    }

    private void addLiteral(String text) {
        byte[] octets = separator == '/' ? Escape.normalised(text) : text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; fold && i < octets.length; i++) {
            octets[i] = Octets.lower(octets[i]);
        }
        literals.add(octets);
        literalOpen = true;
    }

    /** Between two captures, and at either end, there is a literal, if an empty one. */
    private void endLiteral() {
        if (!literalOpen) {
            literals.add(new byte[0]);
        }
    }

    private void endSegment() {
        Segment segment = segment();
        if (rest == null) {
            before.add(segment);
        } else if (closing == null) {
            closing = segment;
        } else {
            after.add(segment);
        }
    }

    private Segment segment() {
        endLiteral();
        Segment segment = new Segment(literals, fold);
        literals = new ArrayList<>();
        literalOpen = false;
        return segment;
    }
}
