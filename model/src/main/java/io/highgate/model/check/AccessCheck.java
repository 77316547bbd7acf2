package io.highgate.model.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.model.path.ValueTemplate;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.ClaimsSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RouteSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks who may call: what is named is there, and what is asked for can be known. Confined to one thread. */
final class AccessCheck {

    private final Set<String> authenticators;
    private final boolean login;
    private final @Nullable AccessSpec forAll;
    private final Report report;

    private AccessCheck(Set<String> authenticators, boolean login, @Nullable AccessSpec forAll, Report report) {
        this.forAll = forAll;
        this.authenticators = authenticators;
        this.login = login;
        this.report = report;
    }

    /** Checks what holds for all routes, to check single ones afterwards. */
    static AccessCheck of(GatewaySpec spec, Report report) {
        Set<String> names = new TreeSet<>(spec.authenticators().keySet());
        for (String name : names) {
            if (!Names.isPrintable(name)) {
                report.error("authenticators." + name, "an authenticator's name is printable and not too long");
            }
        }
        spec.authenticators().forEach((name, it) -> kind(name, it, "authenticators." + name, report));
        if (spec.login() != null) {
            names.add(AuthenticatorSpec.SESSION);
        }
        AccessCheck check = new AccessCheck(names, spec.login() != null, spec.access(), report);
        check.check(spec.access(), List.of(), "access");
        return check;
    }

    private static void kind(String name, AuthenticatorSpec spec, String at, Report report) {
        switch (spec) {
            case AuthenticatorSpec.Session _ -> {}
            case AuthenticatorSpec.Jwt it -> TokenCheck.jwt(it.jwt(), at + ".jwt", report);
            case AuthenticatorSpec.Introspection it ->
                TokenCheck.introspection(it.introspection(), at + ".introspection", report);
            case AuthenticatorSpec.Oidc it -> LoginCheck.oidc(name, it.oidc(), at + ".oidc", report);
            case AuthenticatorSpec.ForwardAuth it -> LoginCheck.forward(it.forwardAuth(), at + ".forwardAuth", report);
            case AuthenticatorSpec.ApiKey it -> ApiKeyCheck.check(it.apiKey(), at + ".apiKey", report);
            case AuthenticatorSpec.ClientCertificate it ->
                ClientCertificateCheck.check(it.clientCertificate(), at + ".clientCertificate", report);
            case AuthenticatorSpec.Signature it -> SigningCheck.check(it.signature(), at + ".signature", report);
        }
    }

    /** Checks one; captures are those of every path that it holds for. */
    void check(@Nullable AccessSpec access, List<String> captures, String at) {
        if (access == null) {
            return;
        }
        for (int i = 0; i < access.by().size(); i++) {
            String name = access.by().get(i);
            if (!authenticators.contains(name)) {
                report.error(at + ".by[" + i + "]", "there is no authenticator '" + name + "'" + instead(name));
            }
        }
        boolean asks = !access.scopes().isEmpty()
                || !access.roles().isEmpty()
                || !access.claims().isEmpty();
        if (asks && !access.identifies()) {
            report.error(at + ".by", "is empty: nobody is known, so that nobody has a scope, role or claim");
        }
        if (asks && access.optional()) {
            report.warning(at + ".optional", "has no effect: who is nobody has no scope, role or claim");
        }
        claims(access.claims(), captures, at + ".claims");
    }

    /** Checks what upstreams are told of claims. */
    void check(RouteSpec route, String at) {
        ClaimsSpec claims = route.claims();
        if (claims.isEmpty()) {
            return;
        }
        AccessSpec access = route.access() == null ? forAll : route.access();
        if (access == null || !access.identifies()) {
            report.error(at, "nobody has claims here: the route's access names no authenticator");
        }
        if (!route.forwards()) {
            report.error(at, "has no effect without an upstream");
        }
        claims.toHeaders().keySet().forEach(name -> {
            if (!HttpWords.isToken(name) || HttpWords.belongsToConnection(name)) {
                report.error(
                        at + ".toHeaders." + name, "'" + name + "' is not the name of a field that can be sent on");
            }
        });
        claims.toPath().keySet().forEach(name -> {
            if (route.rewrite() == null) {
                report.error(at + ".toPath." + name, "has no effect without a rewrite");
                return;
            }
            List<String> references = ValueTemplate.parse(route.rewrite().to()).references();
            if (!references.contains(name)) {
                report.error(
                        at + ".toPath." + name,
                        "has no effect: rewrite.to has no {" + name + "}" + Suggestion.didYouMean(name, references));
            }
        });
    }

    private String instead(String name) {
        if (name.equals(AuthenticatorSpec.SESSION) && !login) {
            return "; it is there where 'login' is on";
        }
        return authenticators.isEmpty() ? "; none is configured" : Suggestion.didYouMean(name, authenticators);
    }

    private void claims(Map<String, String> claims, List<String> captures, String at) {
        claims.forEach((name, value) -> FilterCheck.references(
                ValueTemplate.parse(value), new FilterCheck.Scope(captures, List.of()), at + "." + name, report));
    }
}
