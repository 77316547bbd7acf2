package io.highgate.gateway.steer;

import io.highgate.base.unit.Ratio;
import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.ask.Trait;
import io.highgate.model.spec.CanarySpec;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some requests to another upstream: signs against it, then signs for it, then a share of the rest.
 * The share is that of a trait's fixed place on a line from 0 to 100%, so who is within it stays
 * within it when it grows. The place hangs on the canary's name: routes with the same canary agree on
 * who goes there. Immutable.
 */
final class Canary implements Steering {

    private final List<Sign> when;
    private final List<Sign> unless;
    private final Ratio share;
    private final Steering usual;
    private final Trait stickTo;
    private final List<String> upstreams;
    private final long identity;

    Canary(CanarySpec spec, Steering usual, Trait stickTo) {
        this.when = spec.when().stream().map(Sign::of).toList();
        this.unless = spec.unless().stream().map(Sign::of).toList();
        this.share = spec.share();
        this.usual = usual;
        this.stickTo = stickTo;
        this.upstreams = Stream.concat(Stream.of(spec.upstream()), usual.upstreams().stream())
                .toList();
        this.identity = Hashing.of(spec.upstream());
    }

    /** The canary first. */
    @Override
    public List<String> upstreams() {
        return upstreams;
    }

    @Override
    public int choose(Asked asked, SplittableRandom random) {
        boolean canary = Sign.among(unless, asked) == null
                && (Sign.among(when, asked) != null || isWithin(stickTo.key(asked, random)));
        return canary ? 0 : 1 + usual.choose(asked, random);
    }

    private boolean isWithin(long key) {
        return Draw.below(Hashing.mix(key ^ identity), Ratio.WHOLE) < share.basisPoints();
    }

    @Override
    public Outlook outlook(Asked asked) {
        Sign against = Sign.among(unless, asked);
        if (against != null) {
            return usually(asked, "not to the canary, as it has " + against);
        }
        Sign sign = Sign.among(when, asked);
        if (sign != null) {
            return new Outlook(upstreams.getFirst(), List.of("to the canary, as it has " + sign));
        }
        String trait = stickTo.of(asked);
        if (trait == null && share.basisPoints() > 0) {
            return new Outlook(
                    null,
                    List.of(share + " to the canary " + upstreams.getFirst() + " by chance, for want of " + stickTo));
        }
        if (trait != null && isWithin(Hashing.of(trait))) {
            return new Outlook(
                    upstreams.getFirst(), List.of("to the canary, as its " + stickTo + " is within " + share));
        }
        return usually(asked, "not to the canary, as its " + stickTo + " is not within " + share);
    }

    private Outlook usually(Asked asked, @Nullable String reason) {
        Outlook outlook = usual.outlook(asked);
        return new Outlook(
                outlook.upstream(),
                Stream.concat(Stream.ofNullable(reason), outlook.reasons().stream())
                        .toList());
    }
}
