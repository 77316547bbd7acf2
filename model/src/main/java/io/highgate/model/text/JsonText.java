package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * JSON to the same tree as YAML; comments and trailing commas are allowed, as .NET's configuration
 * allows them. Pure; nothing is thrown.
 */
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength((int) TextLimits.SIZE.bytes())
                    .maxNestingDepth(TextLimits.DEPTH * 2)
                    .build())
            .build();

    private JsonText() {}

    /** What becomes of a key that an object has twice. */
    public enum Duplicates {
        /** It is an error. */
        REFUSE,
        /** It is a warning, and the last value counts. */
        LAST_WINS
    }

    /** The tree, or null if the text is not JSON; then that is reported. */
    public static @Nullable Node read(String source, String text, Problems problems) {
        return read(source, text, Duplicates.REFUSE, problems);
    }

    /** As {@link #read(String, String, Problems)}, with a choice about duplicate keys. */
    public static @Nullable Node read(String source, String text, Duplicates duplicates, Problems problems) {
        if (!TextLimits.admit(source, text, problems)) {
            return null;
        }
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            return new JsonTree(source, parser, duplicates, problems).read();
        } catch (JacksonException e) {
            problems.error(place(source, e.getLocation(), ""), "is not JSON: " + e.getOriginalMessage());
        } catch (RuntimeException e) {
            // The edge to a foreign parser: what a hostile text makes it throw is the text's problem.
            problems.error(Place.of(source), "is not JSON: the parser gave up on it (" + e + ")");
        }
        return null;
    }

    static Place place(String source, @Nullable TokenStreamLocation location, String path) {
        return location == null || location.getLineNr() < 1
                ? new Place(source, 0, 0, path)
                : new Place(source, location.getLineNr(), Math.max(location.getColumnNr(), 1), path);
    }
}
