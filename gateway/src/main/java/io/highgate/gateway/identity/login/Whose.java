package io.highgate.gateway.identity.login;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.identity.account.UserNames;
import io.highgate.store.session.Session;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whose sessions a request is about: the asker's own, or those that {@code ?user=} names. Immutable. */
sealed interface Whose {

    /** Sessions of this user. */
    record Of(String user) implements Whose {}

    /** It cannot be had. */
    record Refused(Failure failure) implements Whose {}

    /** Only administrators may ask for others. */
    static Whose of(RequestHead request, Session asker) {
        String query = request.queryText();
        if (query.isEmpty()) {
            return new Of(asker.user());
        }
        if (!query.startsWith("user=") || query.indexOf('&') >= 0) {
            return refused("the query may hold user=NAME, and nothing else");
        }
        String typed;
        try {
            // '+' stands for itself: names may hold it.
            typed = URLDecoder.decode(query.substring("user=".length()).replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return refused("the query is not percent-encoded as it should be");
        }
        List<String> problems = UserNames.problems(typed);
        if (!problems.isEmpty()) {
            return new Refused(new Failure.BadContent(problems));
        }
        String user = UserNames.canonical(typed);
        return user.equals(asker.user()) || asker.role().equals("admin")
                ? new Of(user)
                : new Refused(new Failure.Forbidden(
                        Failure.Ban.FORBIDDEN, "only administrators may look at sessions of others"));
    }

    private static Refused refused(String problem) {
        return new Refused(new Failure.BadContent(List.of(problem)));
    }
}
