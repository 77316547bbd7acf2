package io.highgate.model.spec;

import java.util.List;

/** Where a client's id is found. Immutable. */
@Doc("Where a client's id is found. Anybody can write it into a request: it protects nothing.")
public record ClientIdSpec(
        @Doc(value = "The header field that it stands in.", defaultsTo = "X-Client-ID", shorthand = true)
        String header,

        @Doc(value = """
                What happens to requests without an id, where it is counted by: 'share' counts them together, \
                'refuse' answers 503, 'skip' lets them through uncounted.""", defaultsTo = "share") Missing missing,

        @Doc("Ids that are never limited.") List<String> exempt) {

    /** What happens to requests without an id. */
    public enum Missing {
        SHARE,
        REFUSE,
        SKIP
    }
}
