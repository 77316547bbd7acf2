package io.highgate.gateway.identity.oidc;

import io.highgate.gateway.identity.keys.Provider;
import io.highgate.model.spec.OidcSpec;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/** What we are at a provider: the texts of our requests to it, and where it sends browsers back to. Immutable. */
record Client(String name, OidcSpec spec) {

    static final String CALLBACK = "/api/auth/callback/";
    static final String LOGOUT = "/api/auth/logout/";

    private String base() {
        String url = spec.publicUrl();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    String callback() {
        return base() + CALLBACK + name;
    }

    /** Where a browser asks for a code (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1). */
    String question(URI endpoint, Begun begun) {
        List<String> scopes = new ArrayList<>(new LinkedHashSet<>(scopes()));
        String query = FormText.of(
                "response_type", "code",
                "client_id", spec.clientId(),
                "redirect_uri", callback(),
                "scope", String.join(" ", scopes),
                "state", begun.state(),
                "nonce", begun.nonce(),
                "code_challenge", begun.challenge(),
                "code_challenge_method", "S256");
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query;
    }

    private List<String> scopes() {
        List<String> scopes = new ArrayList<>(List.of("openid"));
        scopes.addAll(spec.scopes());
        return scopes;
    }

    /** Code for tokens (RFC 6749 section 4.1.3). */
    HttpRequest.Builder exchange(URI endpoint, String code, Begun begun) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(FormText.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", callback(),
                        "client_id", spec.clientId(),
                        "code_verifier", begun.verifier())));
        if (spec.clientSecret() != null) {
            String pair = FormText.encode(spec.clientId()) + ":"
                    + FormText.encode(spec.clientSecret().reveal());
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    /** Where a browser goes after its session here has ended: the provider ends its own. */
    String goodbye(Provider provider) {
        URI endpoint = provider.endSession();
        if (endpoint == null) {
            return "/";
        }
        String query = FormText.of("client_id", spec.clientId(), "post_logout_redirect_uri", base() + "/");
        return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + query;
    }

    /** What the cookie of a login is sealed with. */
    String sealing() {
        return spec.cookieSecret() == null
                ? Objects.requireNonNull(spec.clientSecret()).reveal()
                : spec.cookieSecret().reveal();
    }
}
