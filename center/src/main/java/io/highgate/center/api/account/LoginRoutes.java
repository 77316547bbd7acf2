package io.highgate.center.api.account;

import io.highgate.center.access.Caller;
import io.highgate.center.access.SessionCallers;
import io.highgate.center.access.SignIn;
import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Body;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.audit.Deed;
import io.highgate.center.audit.Journal;
import io.highgate.store.session.Session;
import io.highgate.wire.json.Fields;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators log in at the center, as users do at a gateway, and ask who they are. Thread-safe. */
public final class LoginRoutes {

    private static final Duration SHORTLY = Duration.ofSeconds(1);
    private static final String BEARER = "Bearer ";

    private final @Nullable SignIn signIn;
    private final SessionCallers sessions;
    private final Journal journal;

    /** One that logs nobody in where nothing is given for it. */
    public LoginRoutes(@Nullable SignIn signIn, SessionCallers sessions, Journal journal) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.journal = journal;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.post("/api/auth/login", Access.OPEN, this::logIn),
                Route.get("/api/auth/me", Access.KNOWN, this::me));
    }

    private Answer logIn(Ask ask) throws Refused, InterruptedException {
        if (signIn == null) {
            throw Refused.away("SERVICE_UNAVAILABLE", "login is switched off at this center", SHORTLY);
        }
        Fields fields = Body.fields(ask);
        String name = fields.text("username");
        String password = fields.text("password");
        Body.check(fields);
        return switch (signIn.signIn(name, password, ask.address())) {
            case SignIn.Outcome.Opened opened -> opened(ask, opened.session());
            case SignIn.Outcome.Bad bad -> throw Refused.bad(bad.problems());
            case SignIn.Outcome.Wrong _ -> throw Refused.unknown("the user name or the password is wrong");
            case SignIn.Outcome.Throttled slow -> throw Refused.tooOften("too many logins", slow.waiting());
            case SignIn.Outcome.Away away -> throw Refused.away("STORE_AWAY", away.what() + " is away", SHORTLY);
        };
    }

    private Answer opened(Ask ask, Session session) {
        String who = "user " + session.user();
        journal.note(new Deed(who, "session.open", session.trace(), null, session.role(), null, ask.id()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("token", session.token());
        json.put("user", user(session));
        return Answer.ok(json);
    }

    private static Map<String, Object> user(Session session) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("username", session.user());
        json.put("role", session.role());
        json.put("allowedCells", session.allowedCells());
        return json;
    }

    /** A user as the gateway tells it; of other callers, who they are here. */
    private Answer me(Ask ask) {
        String authorization = ask.header("Authorization");
        String token = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : "";
        Session session = Session.isToken(token) ? sessions.find(token) : null;
        if (session != null) {
            return Answer.ok(user(session));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("username", ask.caller().name());
        json.put("role", role(ask.caller()));
        json.put(
                "allowedCells",
                ask.caller() instanceof Caller.Provider provider ? List.of(provider.cell()) : List.of());
        return Answer.ok(json);
    }

    private static String role(Caller caller) {
        return switch (caller) {
            case Caller.Operator operator -> operator.role().word();
            case Caller.Provider _ -> "provider";
            case Caller.Gateway _ -> "gateway";
            case Caller.Guest _, Caller.Nobody _ -> "none";
        };
    }
}
