package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML 1.2 to a tree. Refuses what makes a document mean something else than it seems to: duplicate
 * keys, aliases, tags, several documents. Pure; nothing is thrown.
 */
public final class YamlText {

    private YamlText() {}

    /** The tree, or null if the text is not such YAML; then that is reported. */
    public static @Nullable Node read(String source, String text, Problems problems) {
        if (!TextLimits.admit(source, text, problems)) {
            return null;
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit((int) TextLimits.SIZE.bytes())
                .build();
        try {
            return new YamlTree(source, new Parse(settings).parseString(text).iterator(), problems).read();
        } catch (MarkedYamlEngineException e) {
            problems.error(place(source, e.getProblemMark().orElse(null)), "is not YAML: " + message(e));
        } catch (ReaderException e) {
            problems.error(
                    position(source, text, e.getPosition()),
                    "is not YAML: the character U+%04X may not stand in it".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.error(Place.of(source), "is not YAML: " + e.getMessage());
        } catch (RuntimeException e) {
            // The edge to a foreign parser: what a hostile text makes it throw is the text's problem.
            problems.error(Place.of(source), "is not YAML: the parser gave up on it (" + e + ")");
        }
        return null;
    }

    static Place place(String source, @Nullable Mark mark) {
        return mark == null ? Place.of(source) : new Place(source, mark.getLine() + 1, mark.getColumn() + 1, "");
    }

    private static String message(MarkedYamlEngineException e) {
        String context = e.getContext();
        return (context == null || context.isEmpty() ? "" : context + ": ") + e.getProblem();
    }

    /** The position counts code points. */
    private static Place position(String source, String text, int codePoints) {
        int end = Math.min(Math.max(codePoints, 0), text.codePointCount(0, text.length()));
        String before = text.substring(0, text.offsetByCodePoints(0, end));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(source, line, before.length() - before.lastIndexOf('\n'), "");
    }
}
