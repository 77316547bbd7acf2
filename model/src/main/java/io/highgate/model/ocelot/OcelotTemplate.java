package io.highgate.model.ocelot;

import io.highgate.model.path.PathTemplate;
import io.highgate.model.path.PathTemplate.Parts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An {@code UpstreamPathTemplate} with the meaning of one Ocelot version, as native templates: together
 * they match what Ocelot's pattern matches, and capture what Ocelot finds. Immutable.
 *
 * @param text as it is written in the file
 * @param paths more specific ones first
 * @param emptied placeholders that Ocelot always finds empty
 */
public record OcelotTemplate(String text, List<Parts> paths, Set<String> emptied) {

    /** {@code /{x}} alone, to which Ocelot gives the priority 0 whatever the file says. */
    public static boolean isCatchAll(String text) {
        return text.startsWith("/{") && text.indexOf('}') == text.length() - 1;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static OcelotTemplate parse(String text, Compat compat) {
        TemplateText.check(text);
        return compat.is25() ? parse25(text) : parse20(text);
    }

    /** The last placeholder is the rest unless a slash follows; nothing may be missing but a last slash. */
    private static OcelotTemplate parse20(String text) {
        if (isCatchAll(text)) {
            return of(text, List.of(nativePath(text, "*")), Set.of());
        }
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        // a slash in the query, too, makes the placeholder before it a single segment
        String nativePath = text.indexOf('/', path.lastIndexOf('}') + 1) >= 0 ? path : nativePath(path, "+");
        return question < 0
                ? of(text, withAndWithoutSlash(nativePath), Set.of())
                : of(text, queries(List.of(nativePath), text.substring(question + 1)), Set.of());
    }

    /** As 20, but the rest may be empty or missing, and before a query there are single segments only. */
    private static OcelotTemplate parse25(String text) {
        int question = text.indexOf('?');
        if (question < 0) {
            String path = text.endsWith("}") ? nativePath(text, "*") : nativePath(text, "+");
            return of(text, withAndWithoutSlash(text.endsWith("/") ? text : path), Set.of());
        }
        String path = text.substring(0, question);
        List<String> paths = withAndWithoutSlash(path.endsWith("/") ? path : path + "/");
        String query = text.substring(question + 1);
        if (query.startsWith("{") && query.indexOf('}') == query.length() - 1) {
            // any query will do, and Ocelot merges it into the target by itself
            return of(text, paths, Set.of(query.substring(1, query.length() - 1)));
        }
        // an empty value is not taken: what follows it could not be told from it
        return of(text, queries(paths, query), Set.of());
    }

    private static OcelotTemplate of(String text, List<String> targets, Set<String> emptied) {
        List<Parts> paths = new ArrayList<>();
        for (String target : new LinkedHashSet<>(targets)) {
            if (PathTemplate.parse(target) instanceof Parts parts) {
                paths.add(parts);
            }
        }
        return new OcelotTemplate(text, List.copyOf(paths), emptied);
    }

    /** A last placeholder takes its value up to the next {@code &}, whatever else follows. */
    private static List<String> queries(List<String> paths, String query) {
        List<String> targets = new ArrayList<>();
        for (String path : paths) {
            targets.add(path + "?" + query);
            if (query.endsWith("}")) {
                targets.add(path + "?" + query + "&{*" + TemplateText.MORE + "}");
            }
        }
        return targets;
    }

    /** Marks the last placeholder as the rest, unless a slash follows it. */
    private static String nativePath(String side, String mark) {
        int open = side.lastIndexOf('{');
        boolean rest = open >= 0 && side.indexOf('/', open) < 0;
        return rest ? side.substring(0, open + 1) + mark + side.substring(open + 1) : side;
    }

    private static List<String> withAndWithoutSlash(String path) {
        return path.length() > 1 && path.endsWith("/")
                ? List.of(path.substring(0, path.length() - 1), path)
                : List.of(path);
    }

    /** The placeholders that have a value. */
    public List<String> captures() {
        return paths.getFirst().captures().stream()
                .filter(name -> !name.equals(TemplateText.MORE))
                .toList();
    }

    /** As {@code RouteSpec.paths} wants them. */
    public List<String> nativePaths() {
        return paths.stream().map(Parts::toString).toList();
    }
}
