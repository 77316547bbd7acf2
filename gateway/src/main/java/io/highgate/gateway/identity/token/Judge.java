package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Finding;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Whoever can say what a token is worth, and takes its time for that. Thread-safe; never blocks. */
interface Judge {

    /**
     * What a token is worth.
     *
     * @param under what it was checked with
     * @param fresh until when (milliseconds since 1970) that need not be asked again; 0: always
     * @param end until when it counts if nobody can be asked
     */
    record Judged(Finding finding, Object under, long fresh, long end) {

        /** Not to be remembered. */
        static Judged once(Finding finding) {
            return new Judged(finding, finding, 0, 0);
        }
    }

    /** What tokens are checked with now; what was remembered under something else counts for nothing. */
    @Nullable
    Object under();

    /** Judges; the octets are the judge's to keep. The stage never fails. */
    CompletionStage<Judged> judge(byte[] token);
}
