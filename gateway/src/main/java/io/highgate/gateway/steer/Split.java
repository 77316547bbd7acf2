package io.highgate.gateway.steer;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.ask.Trait;
import io.highgate.model.spec.ShareSpec;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Requests among several upstreams by weight: by chance, or so that those with the same trait stay
 * together. The latter by weighted rendezvous hashing (Schindelhauer and Schomaker, "Weighted
 * Distributed Hash Tables", SPAA 2005): each upstream draws a lot for the trait, and the best lot for
 * its weight wins. So a weight that grows takes from the others and gives nothing away. Immutable.
 */
final class Split implements Steering {

    private final List<ShareSpec> shares;
    private final List<String> upstreams;
    private final long[] identities;
    private final @Nullable Trait stickTo;
    private final long total;

    Split(List<ShareSpec> shares, @Nullable Trait stickTo) {
        this.shares = shares;
        this.upstreams = shares.stream().map(ShareSpec::upstream).toList();
        this.identities = upstreams.stream().mapToLong(Hashing::of).toArray();
        this.total = shares.stream().mapToLong(ShareSpec::weight).sum();
        this.stickTo = stickTo;
    }

    @Override
    public List<String> upstreams() {
        return upstreams;
    }

    @Override
    public int choose(Asked asked, SplittableRandom random) {
        String trait = stickTo == null ? null : stickTo.of(asked);
        return trait == null ? byChance(random.nextLong(total)) : byLot(Hashing.of(trait));
    }

    private int byChance(long drawn) {
        long left = drawn;
        for (int i = 0; i < shares.size(); i++) {
            left -= shares.get(i).weight();
            if (left < 0) {
                return i;
            }
        }
        throw new IllegalStateException("drawn was not below the sum of all weights");
    }

    private int byLot(long key) {
        int best = -1;
        double lowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < identities.length; i++) {
            int weight = shares.get(i).weight();
            // The logarithm of a number above 0, which the smallest lot is not.
            double lot = -Math.log(Draw.unit(Hashing.mix(key ^ identities[i])) + 0x1p-54) / weight;
            if (weight > 0 && (best < 0 || lot < lowest)) {
                best = i;
                lowest = lot;
            }
        }
        return best;
    }

    @Override
    public Outlook outlook(Asked asked) {
        String all = shares.stream()
                .map(it -> it.upstream() + " " + it.weight() + " of " + total)
                .collect(Collectors.joining(", ", "split: ", ""));
        if (stickTo == null) {
            return new Outlook(null, List.of(all + "; by chance"));
        }
        String trait = stickTo.of(asked);
        if (trait == null) {
            return new Outlook(null, List.of(all + "; by chance, for want of " + stickTo));
        }
        String here = upstreams.get(byLot(Hashing.of(trait)));
        return new Outlook(here, List.of(all + "; " + here + " by " + stickTo));
    }
}
