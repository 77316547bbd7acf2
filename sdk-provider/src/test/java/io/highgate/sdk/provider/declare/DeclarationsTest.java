package io.highgate.sdk.provider.declare;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What classes declare by annotations. */
class DeclarationsTest {

    /** Good. */
    @GatewayInterface("users")
    public interface Users {

        @GatewayMethod(url = "/users", httpType = "post")
        void add(String name, int[] marks);

        @GatewayMethod(url = "/users", isAuth = false, isHttp = false)
        void all();

        void notOffered();
    }

    /** Nothing is right here. */
    public static class Slips {

        @GatewayMethod(url = "slips", httpType = "FETCH")
        public void one() {}

        @GatewayMethod(url = "/twice")
        public void two() {}

        @GatewayMethod(url = "/twice")
        public void three() {}

        @GatewayMethod(url = "/hidden")
        void hidden() {}
    }

    /** Offers nothing. */
    @GatewayInterface
    public interface Empty {}

    @Test
    void methodsAreReadWithTheirTypes() {
        assertThat(Declarations.of(Users.class))
                .containsExactly(new Declaration(
                        "users",
                        List.of(
                                new Declaration.Method("add", "java.lang.String,int[]", "/users", true, true, "POST"),
                                new Declaration.Method("all", "", "/users", false, false, "GET"))));
    }

    @Test
    void everySlipIsSaidAtOnce() {
        assertThatThrownBy(() -> Declarations.of(Slips.class, Empty.class, Users.class, Users.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "Slips: has no @GatewayInterface",
                        "Slips.one: its url 'slips' does not begin with /",
                        "Slips.one: its httpType 'FETCH' is none of DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT",
                        "Slips.two: another method has GET /twice, too",
                        "Empty: has no public method with @GatewayMethod",
                        "Users: another class declares the interface users, too");
    }
}
