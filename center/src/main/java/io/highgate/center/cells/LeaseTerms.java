package io.highgate.center.cells;

import io.highgate.wire.json.Fields;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an instance is believed, and how often it says that it is there. Immutable.
 *
 * @param lease null for one that never says so
 * @param beat at most {@value #MOST_OF_LEASE} % of the lease, so that one that is late is not one that is lost
 */
public record LeaseTerms(@Nullable Duration lease, Duration beat) {

    /** What somebody has who does not say: out of routing 3 s after it fell silent. */
    public static final LeaseTerms USUAL = new LeaseTerms(Duration.ofSeconds(3), Duration.ofSeconds(1));

    /** Those of SDKs that were there before us. */
    public static final LeaseTerms PATIENT = new LeaseTerms(Duration.ofSeconds(30), Duration.ofSeconds(15));

    /** Those of a registration that stays until it is taken away. */
    public static final LeaseTerms STANDING = new LeaseTerms(null, Duration.ZERO);

    static final int MOST_OF_LEASE = 80;

    private static final long LEAST = 1_000;
    private static final long MOST = 300_000;

    /** Those that {@code lease} and {@code beat} (milliseconds) say; what is wrong is noted there. */
    public static LeaseTerms from(Fields fields) {
        long lease = fields.numberOr("lease", 0, MOST, 3_000);
        if (lease == 0) {
            fields.numberOr("beat", 0, 0, 0);
            return STANDING;
        }
        if (lease < LEAST) {
            fields.wrong(
                    "lease", "is " + lease + " ms, not from " + LEAST + " to " + MOST + ", or 0 for one that stays");
        }
        long beat = fields.numberOr("beat", 1, MOST, Math.max(1, lease / 3));
        if (beat * 100 > lease * MOST_OF_LEASE) {
            fields.wrong(
                    "beat",
                    "is " + beat + " ms, more than " + MOST_OF_LEASE + " % of the lease of " + lease
                            + " ms: one late beat would end it");
        }
        return new LeaseTerms(Duration.ofMillis(lease), Duration.ofMillis(beat));
    }
}
