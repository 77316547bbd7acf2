package io.highgate.gateway.identity.forward;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.identity.Authenticator;
import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.out.Heard;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.model.spec.ForwardAuthSpec;
import java.net.http.HttpHeaders;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Has a service of the user's decide who asks: what it lets pass, passes as the caller that it names; what
 * it does not is answered as it says. Closed while it does not answer, unless configured otherwise.
 * Thread-safe.
 */
public final class ForwardAuth implements Authenticator {

    /** Fields of an answer that the client gets: where to go, what to show, what to keep. */
    private static final List<String> TOLD = List.of("Location", "WWW-Authenticate", "Content-Type", "Set-Cookie");

    private static final int MOST_TOLD = 64 * 1024;
    private static final int LONGEST = 256;
    private static final Finding AWAY = new Finding.Away("the service that authorises");

    private final String name;
    private final ForwardAuthSpec spec;
    private final Outgoing outgoing;
    private final Said said;
    private final InstantSource clock;

    public ForwardAuth(String name, ForwardAuthSpec spec, Executor calls, InstantSource clock) {
        this.name = name;
        this.spec = spec;
        this.outgoing = Outgoing.by(spec.call(), calls);
        this.said = new Said(spec.rememberGood().isZero() ? 0 : spec.remembered());
        this.clock = clock;
    }

    @Override
    public Finding look(Exchange exchange) {
        Question question = Question.of(exchange, spec);
        long now = clock.millis();
        Finding known = said.find(question, now);
        if (known != null) {
            return known;
        }
        return new Finding.Pending(outgoing.ask(question.to(spec.url())).thenApply(heard -> {
            Finding finding = finding(heard);
            if (finding instanceof Finding.Known) {
                said.keep(question, finding, now + spec.rememberGood().toMillis());
            }
            return finding;
        }));
    }

    private Finding finding(Heard heard) {
        return switch (heard) {
            case Heard.Silent silent -> away();
            case Heard.Answer answer when answer.isSuccess() -> known(answer.headers());
            // A 5xx of the service is its own trouble, not a word about the client.
            case Heard.Answer answer when answer.status() / 100 == 5 -> away();
            case Heard.Answer answer
            when answer.status() >= 300 && answer.body().length <= MOST_TOLD -> new Finding.Redirect(told(answer));
            case Heard.Answer answer -> AWAY;
        };
    }

    private Finding away() {
        return spec.whenAway() == ForwardAuthSpec.WhenAway.ALLOW ? new Finding.Known(nobody()) : AWAY;
    }

    private Caller nobody() {
        return new Caller(name, "unknown", "none", Set.of(), Set.of(), null, List.of(), Map.of(), null);
    }

    private Finding known(HttpHeaders fields) {
        String user = first(fields, spec.userHeader());
        String tenant = spec.tenantHeader() == null ? null : first(fields, spec.tenantHeader());
        if (isOdd(user) || isOdd(tenant)) {
            return new Finding.Refused("the service that authorises names nobody who can be");
        }
        Map<String, List<String>> claims = new LinkedHashMap<>();
        for (String claim : spec.claimHeaders()) {
            List<String> values = fields.allValues(claim);
            if (!values.isEmpty()) {
                claims.put(claim.toLowerCase(Locale.ROOT), List.copyOf(values));
            }
        }
        return new Finding.Known(new Caller(
                name,
                user == null ? "unknown" : user,
                "asked " + name,
                words(fields, spec.rolesHeader(), ","),
                words(fields, spec.scopesHeader(), " "),
                tenant,
                List.of(),
                claims,
                null));
    }

    private static @Nullable String first(HttpHeaders fields, String name) {
        return fields.firstValue(name)
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .orElse(null);
    }

    private static boolean isOdd(@Nullable String text) {
        return text != null && (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl));
    }

    private static Set<String> words(HttpHeaders fields, String name, String between) {
        List<String> words = new ArrayList<>();
        for (String value : fields.allValues(name)) {
            for (String word : value.split(between, -1)) {
                if (!word.isBlank()) {
                    words.add(word.strip());
                }
            }
        }
        return Set.copyOf(words);
    }

    private static Reply told(Heard.Answer answer) {
        Reply reply = new Reply(answer.status(), List.of(), answer.body());
        for (String field : TOLD) {
            for (String value : answer.headers().allValues(field)) {
                reply = reply.with(HeaderName.of(field), value);
            }
        }
        return reply;
    }
}
