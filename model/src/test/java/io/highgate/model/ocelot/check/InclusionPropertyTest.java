package io.highgate.model.ocelot.check;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.OcelotTemplate;
import io.highgate.model.path.PathTemplate.Literal;
import io.highgate.model.path.PathTemplate.OneSegment;
import io.highgate.model.path.PathTemplate.Part;
import io.highgate.model.path.PathTemplate.Parts;
import io.highgate.model.path.PathTemplate.Rest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Inclusion of templates against an oracle: regular expressions, over all short paths of three characters. */
class InclusionPropertyTest {

    private static final List<String> PATHS = paths();

    @Property(tries = 2_000)
    void whatIsCoveredIsMatchedByTheOther(
            @ForAll("templates") String wide, @ForAll("templates") String narrow, @ForAll Compat compat) {
        List<Parts> wider = OcelotTemplate.parse(wide, compat).paths();
        List<Parts> narrower = OcelotTemplate.parse(narrow, compat).paths();
        boolean covers = TemplateInclusion.covers(wider, narrower, true);
        boolean covered = PATHS.stream().filter(path -> matches(narrower, path)).allMatch(path -> matches(wider, path));
        if (covers) {
            assertThat(covered).as("%s covers %s", wide, narrow).isTrue();
        }
        assertThat(TemplateInclusion.covers(wider, wider, true)).isTrue();
    }

    @Provide
    Arbitrary<String> templates() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "ab", "{}", "a{}", "{}b", "a{}b", "{}a{}");
        return segment.list().ofMinSize(0).ofMaxSize(3).map(segments -> {
            StringBuilder text = new StringBuilder("/" + String.join("/", segments));
            for (int at = text.indexOf("{}"), name = 0; at >= 0; at = text.indexOf("{}"), name++) {
                text.replace(at, at + 2, "{x" + name + "}");
            }
            return text.toString();
        });
    }

    private static boolean matches(List<Parts> templates, String path) {
        return templates.stream().anyMatch(it -> Pattern.matches(expression(it.path()), path));
    }

    private static String expression(List<Part> path) {
        StringBuilder expression = new StringBuilder();
        for (Part part : path) {
            switch (part) {
                case Literal(String text) -> expression.append(text);
                case OneSegment ignored -> expression.append("[^/]+");
                case Rest rest -> expression.append(rest.mayBeEmpty() ? ".*" : ".+");
            }
        }
        String text = expression.toString();
        return text.endsWith("/.*") && text.length() > 3 ? text.substring(0, text.length() - 3) + "(|/.*)" : text;
    }

    /** All of up to five more characters behind the first slash. */
    private static List<String> paths() {
        List<String> all = new ArrayList<>(List.of("/"));
        int from = 0;
        for (int length = 1; length <= 5; length++) {
            int to = all.size();
            for (int i = from; i < to; i++) {
                for (char c : new char[] {'a', 'b', '/'}) {
                    all.add(all.get(i) + c);
                }
            }
            from = to;
        }
        return all;
    }
}
