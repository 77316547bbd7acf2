package io.highgate.gateway.identity.token;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.identity.out.StrictJson;
import io.highgate.model.spec.ClaimNamesSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How claims become a caller. */
class ClaimsTest {

    private static final String SAID = """
            {"sub":"7","preferred_username":"alice","scope":"read write","tenant_id":"acme",
             "realm_access":{"roles":["editor","viewer"],"n":1},"https://example.com/roles":["admin"],
             "n":1.5,"ok":true,"list":[1,"a",null,{"b":2}],"none":null}
            """;

    private static Caller caller(ClaimNamesSpec names) throws Exception {
        Claims claims = new Claims(StrictJson.read(SAID.getBytes(StandardCharsets.UTF_8)));
        return new Callers("sso", "jwt", names).of(claims, new byte[1], null);
    }

    @Test
    void dotsGoIntoObjects() throws Exception {
        Caller caller =
                caller(new ClaimNamesSpec("preferred_username", "realm_access.roles", "scope", "tenant_id", "list"));
        assertThat(caller.name()).isEqualTo("alice");
        assertThat(caller.roles()).containsExactlyInAnyOrder("editor", "viewer");
        assertThat(caller.scopes()).containsExactlyInAnyOrder("read", "write");
        assertThat(caller.tenant()).isEqualTo("acme");
        assertThat(caller.allowedCells()).containsExactly("a");
    }

    @Test
    void aClaimWithTheWholeNameWins() throws Exception {
        Caller caller = caller(new ClaimNamesSpec("sub", "https://example.com/roles", "nope.nope", null, null));
        assertThat(caller.roles()).containsExactly("admin");
        assertThat(caller.scopes()).isEmpty();
        assertThat(caller.tenant()).isNull();
    }

    @Test
    void everythingThatWasSaidIsKeptFlat() throws Exception {
        Caller caller = caller(new ClaimNamesSpec("sub", "roles", "scope", null, null));
        assertThat(caller.claim("n")).containsExactly("1.5");
        assertThat(caller.claim("ok")).containsExactly("true");
        assertThat(caller.claim("realm_access")).containsExactly("{\"roles\":[\"editor\",\"viewer\"],\"n\":1}");
        assertThat(caller.claim("list")).isEqualTo(List.of("1", "a", "{\"b\":2}"));
        assertThat(caller.claim("none")).isEmpty();
    }
}
