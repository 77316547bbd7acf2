package io.highgate.gateway.route.index;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.QueryCursor;
import io.highgate.model.spec.MatchSpec;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a route asks for besides host, path and method. Immutable. */
sealed interface Condition permits FromClient, AtTime, Condition.Named {

    /** Whether the request meets it. */
    boolean holds(Asked asked);

    /** Why a request that does not meet it does not, for {@code explain}. */
    String whyNot(Asked asked);

    /**
     * A condition on a header field or a query parameter. Where there are several of the name, one
     * that fits is enough; turned round, none may fit. Immutable.
     */
    sealed interface Named extends Condition {

        boolean holds(RequestHead head);

        @Override
        default boolean holds(Asked asked) {
            return holds(asked.request());
        }

        @Override
        default String whyNot(Asked asked) {
            return isThere(asked.request())
                    ? description() + ", which this request does not meet"
                    : subject() + " is missing";
        }

        /** What is asked for. */
        String description();

        /** "header X" or "query parameter x". */
        String subject();

        boolean isThere(RequestHead head);
    }

    private static String describe(String subject, MatchSpec spec) {
        String not = spec.not() ? " not" : "";
        if (spec.value() != null) {
            return subject + " must" + not + " be '" + spec.value() + "'";
        }
        if (spec.regex() != null) {
            return subject + " must" + not + " match '" + spec.regex() + "'";
        }
        return subject + " must" + not + " be there";
    }

    private static @Nullable Pattern pattern(MatchSpec spec) {
        return spec.regex() == null ? null : Pattern.compile(spec.regex());
    }

    /** A condition on a header field. */
    final class Header implements Named {

        private final MatchSpec spec;
        private final HeaderName name;
        private final @Nullable String value;
        private final @Nullable Pattern regex;

        Header(MatchSpec spec) {
            this.spec = spec;
            this.name = HeaderName.of(spec.name());
            this.regex = pattern(spec);
            this.value = spec.value() == null
                    ? null
                    : new String(spec.value().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }

        @Override
        public boolean holds(RequestHead head) {
            Headers headers = head.headers();
            for (int i = headers.find(name); i >= 0; i = headers.find(name, i + 1)) {
                if (fits(headers, i)) {
                    return !spec.not();
                }
            }
            return spec.not();
        }

        private boolean fits(Headers headers, int index) {
            if (value != null) {
                return isValue(headers, index, value);
            }
            return regex == null || regex.matcher(headers.value(index)).matches();
        }

        private static boolean isValue(Headers headers, int index, String value) {
            int start = headers.valueStart(index);
            if (headers.valueEnd(index) - start != value.length()) {
                return false;
            }
            byte[] in = headers.bytes();
            for (int i = 0; i < value.length(); i++) {
                if ((in[start + i] & 0xff) != value.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean isThere(RequestHead head) {
            return head.headers().contains(name);
        }

        @Override
        public String subject() {
            return "header " + spec.name();
        }

        @Override
        public String description() {
            return describe(subject(), spec);
        }
    }

    /** A condition on a query parameter. */
    final class Query implements Named {

        private final MatchSpec spec;
        private final @Nullable Pattern regex;

        Query(MatchSpec spec) {
            this.spec = spec;
            this.regex = pattern(spec);
        }

        @Override
        public boolean holds(RequestHead head) {
            QueryCursor cursor = cursor(head);
            while (cursor.next()) {
                if (cursor.nameIs(spec.name()) && fits(cursor)) {
                    return !spec.not();
                }
            }
            return spec.not();
        }

        private boolean fits(QueryCursor cursor) {
            if (spec.value() != null) {
                return cursor.valueIs(spec.value());
            }
            return regex == null || regex.matcher(cursor.value()).matches();
        }

        private static QueryCursor cursor(RequestHead head) {
            return head.hasQuery()
                    ? new QueryCursor(head.headers().bytes(), head.queryStart(), head.queryEnd())
                    : new QueryCursor(head.headers().bytes(), 0, 0);
        }

        @Override
        public boolean isThere(RequestHead head) {
            QueryCursor cursor = cursor(head);
            while (cursor.next()) {
                if (cursor.nameIs(spec.name())) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String subject() {
            return "query parameter " + spec.name();
        }

        @Override
        public String description() {
            return describe(subject(), spec);
        }
    }
}
