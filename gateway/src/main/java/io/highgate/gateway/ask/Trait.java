package io.highgate.gateway.ask;

import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.HeaderName;
import io.highgate.model.spec.HashOnSpec;
import io.highgate.traffic.hash.Hashing;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a request has in common with others that belong together with it. Immutable. */
public sealed interface Trait {

    /** The text that it shares with the others, or null if it has nothing of the kind. */
    @Nullable
    String of(Asked asked);

    /** The text as a number; chance if there is none. */
    default long key(Asked asked, SplittableRandom random) {
        String text = of(asked);
        return text == null ? random.nextLong() : Hashing.of(text);
    }

    /** What is configured; the client's address if that says nothing. */
    static Trait of(@Nullable HashOnSpec spec) {
        if (spec == null || spec.clientAddress()) {
            return new Client();
        }
        if (spec.header() != null) {
            return new Header(HeaderName.of(spec.header()));
        }
        return spec.cookie() != null ? new Cookie(spec.cookie()) : new PathValue(String.valueOf(spec.pathValue()));
    }

    /** The address of the client. */
    record Client() implements Trait {
        @Override
        public String of(Asked asked) {
            return asked.clientAddress();
        }

        @Override
        public String toString() {
            return "client address";
        }
    }

    /** The first value of a header field. */
    record Header(HeaderName name) implements Trait {
        @Override
        public @Nullable String of(Asked asked) {
            return asked.request().headers().first(name);
        }

        @Override
        public String toString() {
            return "header " + name;
        }
    }

    /** The value of a cookie. */
    record Cookie(String name) implements Trait {
        @Override
        public @Nullable String of(Asked asked) {
            return Cookies.find(asked.request().headers(), name);
        }

        @Override
        public String toString() {
            return "cookie " + name;
        }
    }

    /** What a placeholder of the route's path stands for. */
    record PathValue(String name) implements Trait {
        @Override
        public @Nullable String of(Asked asked) {
            return asked.capture(name);
        }

        @Override
        public String toString() {
            return "{" + name + "} of the path";
        }
    }
}
