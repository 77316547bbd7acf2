package io.highgate.gateway.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests for the templates of a file, and nearly for them. Confined to one thread. */
final class AnyAsk {

    private static final List<String> VALUES = List.of("b", "A", "c", "d-7", "B", "x1", "v1.0", "%20", "a/b", "", "b/");
    private static final List<String> PARAMETERS = List.of("p0=b", "P1=A", "p0=b", "k=2", "id=x1", "flag", "Id=");
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "DELETE", "HEAD", "PATCH");
    private static final List<String> HOSTS = List.of("one.test", "two.test", "three.test");
    private static final List<String> VERSIONS = List.of("v2", "V2", "v", "3");

    private final Random random;

    AnyAsk(Random random) {
        this.random = random;
    }

    /** A request that the oracle and the index can take: its path is in normal form. */
    Ask like(String template) {
        String target = target(template);
        int mark = target.indexOf('?');
        String path = mutated(mark < 0 ? target : target.substring(0, mark)).replaceAll("/{2,}", "/");
        List<String> parameters = new ArrayList<>(mark < 0 ? List.of() : List.of(target.substring(mark + 1)));
        for (int more = random.nextInt(3); more > 0; more--) {
            parameters.add(one(PARAMETERS));
        }
        if (random.nextInt(8) == 0) {
            parameters.clear();
        }
        parameters.removeIf(String::isEmpty);
        String query = parameters.isEmpty() ? null : String.join("&", parameters);
        Map<String, String> headers = random.nextBoolean() ? Map.of() : Map.of("X-Version", one(VERSIONS));
        return new Ask(one(METHODS), one(HOSTS), path, query, headers);
    }

    private String target(String template) {
        StringBuilder target = new StringBuilder();
        for (String piece : template.splitWithDelimiters("\\{[^{}]*}", 0)) {
            boolean inQuery = target.indexOf("?") >= 0;
            String value = inQuery ? one(List.of("b", "x1", "k=2")) : one(VALUES);
            target.append(piece.startsWith("{") ? value : piece);
        }
        return target.toString();
    }

    private String mutated(String path) {
        return switch (random.nextInt(14)) {
            case 0 -> path + "/";
            case 1 -> path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            case 2 -> path.toUpperCase(java.util.Locale.ROOT);
            case 3 -> path + "/" + one(VALUES);
            case 4 -> path.lastIndexOf('/') > 0 ? path.substring(0, path.lastIndexOf('/')) : path;
            case 5 -> path + "x";
            default -> path;
        };
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
