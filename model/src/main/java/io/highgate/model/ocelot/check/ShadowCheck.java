package io.highgate.model.ocelot.check;

import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Routes that are never chosen because one before them, in the order of selection, takes everything
 * they are for. Pure but for the findings.
 */
public final class ShadowCheck {

    private final Findings findings;

    public ShadowCheck(Findings findings) {
        this.findings = findings;
    }

    public void check(List<Candidate> order) {
        List<Known> known =
                order.stream().map(it -> Known.of(it, findings.compat())).toList();
        for (int i = 1; i < known.size(); i++) {
            Known later = known.get(i);
            known.subList(0, i).stream()
                    .filter(earlier -> shadows(earlier, later))
                    .findFirst()
                    .ifPresent(earlier -> findings.warning(
                            later.candidate().place(), message(earlier.candidate(), later.candidate())));
        }
    }

    private static String message(Candidate earlier, Candidate later) {
        return later.label() + " is never chosen: " + earlier.label()
                + " comes before it and takes every request it is for; give it a higher Priority or move it up";
    }

    private static boolean shadows(Known earlier, Known later) {
        OcelotMatch first = earlier.candidate().match();
        OcelotMatch second = later.candidate().match();
        // a host that is named wins over none, whatever the order
        return later.start().startsWith(earlier.start())
                && Objects.equals(first.host(), second.host())
                && first.coversMethodsOf(second)
                && (first.headers().isEmpty() || first.headers().equals(second.headers()))
                && (!first.caseSensitive() || second.caseSensitive())
                && TemplateInclusion.covers(
                        earlier.template().paths(), later.template().paths(), !first.caseSensitive());
    }

    /**
     * A candidate with its template, and the text that all it matches begins with: comparing that
     * first keeps the check quick for thousands of routes. Immutable.
     */
    private record Known(Candidate candidate, OcelotTemplate template, String start) {

        static Known of(Candidate candidate, Compat compat) {
            String text = candidate.match().template();
            String start = text.split("[{?]", 2)[0].toLowerCase(Locale.ROOT);
            String bare = start.endsWith("/") ? start.substring(0, start.length() - 1) : start;
            return new Known(candidate, OcelotTemplate.parse(text, compat), bare);
        }
    }
}
