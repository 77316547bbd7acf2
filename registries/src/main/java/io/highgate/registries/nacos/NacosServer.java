package io.highgate.registries.nacos;

import io.highgate.model.spec.NacosSpec;
import io.highgate.registries.Means;
import io.highgate.registries.ask.Answer;
import io.highgate.registries.ask.Door;
import io.highgate.registries.ask.Question;
import io.highgate.registries.ask.Unanswered;
import io.highgate.registries.entry.Loose;
import io.highgate.registries.nacos.Dialect.Purpose;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One server: which form of the API it answers is remembered for each purpose, and so is the token that it
 * gave. Thread-safe; blocks the thread that asks.
 */
final class NacosServer {

    /** What it says if it has the path, but not what was asked for. */
    private static final Set<Long> NO_SUCH = Set.of(20004L, 21008L);

    /** A token that was given so recently, and is refused, is no better the next time. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Of a token's time, so that it is renewed before it ends. */
    private static final double RENEW_AT = 0.8;

    private static final long USUAL_SECONDS = 18_000;
    private static final long MOST_SECONDS = 31_536_000;

    private final URI url;
    private final NacosSpec spec;
    private final Door door;
    private final Means means;
    private final Semaphore room;
    private final Map<Purpose, Dialect> spoken = new ConcurrentHashMap<>();
    private final ReentrantLock login = new ReentrantLock();
    private volatile @Nullable Token token;

    private record Token(String text, long given, long renew) {}

    /** What was asked for, in whichever form it came. */
    record Said(Dialect dialect, Answer answer, Loose value) {}

    /** @param room for requests under way, shared with all servers */
    NacosServer(URI url, NacosSpec spec, Door door, Means means, Semaphore room) {
        this.url = url;
        this.spec = spec;
        this.door = door;
        this.means = means;
        this.room = room;
    }

    /** What the query should be, which depends on the form. */
    interface Query {
        Map<String, String> of(Dialect dialect);
    }

    /**
     * Asks, as the user who is configured.
     *
     * @return the answer; nothing in it if the server says that there is no such thing
     * @throws Unanswered if it is of no use
     */
    Said ask(Purpose purpose, Query query) throws Unanswered, InterruptedException {
        Token used = token();
        Asked asked = inEitherForm(purpose, query, used);
        int status = asked.answer.status();
        if (used != null && (status == 401 || status == 403) && !isFresh(used)) {
            forget(used);
            asked = inEitherForm(purpose, query, token());
        }
        return understood(asked);
    }

    private record Asked(Dialect dialect, Answer answer) {}

    private Asked inEitherForm(Purpose purpose, @Nullable Query query, @Nullable Token as)
            throws Unanswered, InterruptedException {
        Dialect dialect = spoken.getOrDefault(purpose, Dialect.V1);
        Answer answer = once(purpose, dialect, query, as);
        if (isKnown(answer)) {
            return new Asked(dialect, answer);
        }
        Answer second = once(purpose, dialect.other(), query, as);
        if (isKnown(second)) {
            spoken.put(purpose, dialect.other());
            return new Asked(dialect.other(), second);
        }
        return new Asked(dialect, answer);
    }

    private static boolean isKnown(Answer answer) {
        return answer.status() != 404 && answer.status() != 410 || isNoSuch(answer);
    }

    private static boolean isNoSuch(Answer answer) {
        try {
            return answer.status() == 404
                    && NO_SUCH.contains(new Loose(answer.json()).at("code").numberOr(0));
        } catch (Unanswered notJson) {
            return false;
        }
    }

    /** Without a query it is a login. */
    private Answer once(Purpose purpose, Dialect dialect, @Nullable Query query, @Nullable Token as)
            throws Unanswered, InterruptedException {
        String path = dialect.path(purpose);
        Question question = query == null
                ? Question.get(url, path, spec.timeout()).posting(credentials())
                : Question.get(url, path + "?" + Question.encoded(query.of(dialect)), spec.timeout());
        if (as != null) {
            // 1.x knows the first, 3.x the second, 2.x both; in a query it would be in access logs.
            question = question.with("Authorization", "Bearer " + as.text).with("accessToken", as.text);
        }
        room.acquire();
        try {
            return door.ask(question);
        } finally {
            room.release();
        }
    }

    private static Said understood(Asked asked) throws Unanswered {
        Answer answer = asked.answer;
        if (isNoSuch(answer)) {
            return new Said(asked.dialect, answer, new Loose(null));
        }
        Loose whole = new Loose(answer.good().json());
        if (!whole.isObject()) {
            throw answer.notUnderstood("there is no object");
        }
        if (asked.dialect == Dialect.V1) {
            return new Said(asked.dialect, answer, whole);
        }
        long code = whole.at("code").numberOr(0);
        if (code != 0 && !NO_SUCH.contains(code)) {
            throw new Unanswered(answer.from() + " answered the code " + code);
        }
        return new Said(asked.dialect, answer, whole.at("data"));
    }

    private Map<String, String> credentials() {
        return Map.of(
                "username",
                String.valueOf(spec.username()),
                "password",
                spec.password() == null ? "" : spec.password().reveal());
    }

    /** A token that is good for a while, or null if there is no user. One thread at a time asks for one. */
    private @Nullable Token token() throws Unanswered, InterruptedException {
        Token known = token;
        if (spec.username() == null || isGood(known)) {
            return known;
        }
        login.lockInterruptibly();
        try {
            if (!isGood(token)) {
                token = logIn();
            }
            return token;
        } finally {
            login.unlock();
        }
    }

    private boolean isGood(@Nullable Token known) {
        return known != null && means.ticker().nanos() - known.renew < 0;
    }

    private boolean isFresh(Token known) {
        return means.ticker().nanos() - known.given < FRESH.toNanos();
    }

    private void forget(Token used) {
        login.lock();
        try {
            if (token == used) {
                token = null;
            }
        } finally {
            login.unlock();
        }
    }

    private Token logIn() throws Unanswered, InterruptedException {
        Answer answer = inEitherForm(Purpose.LOGIN, null, null).answer.good();
        Loose whole = new Loose(answer.json());
        Loose given = whole.at("accessToken").isNothing() ? whole.at("data") : whole;
        String text = given.at("accessToken").text();
        if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw answer.notUnderstood("there is no accessToken");
        }
        long seconds = Math.clamp(given.at("tokenTtl").numberOr(USUAL_SECONDS), 1, MOST_SECONDS);
        long now = means.ticker().nanos();
        return new Token(text, now, now + (long) (Duration.ofSeconds(seconds).toNanos() * RENEW_AT));
    }
}
