package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;

/**
 * Endpoints in tiers, the lowest number first. A tier takes as much of the traffic as the usable share
 * of its weight, times 1.4; what is left goes to the next: Envoy's rule for priority levels. So the
 * first tier has everything until less than 72 % of it is usable, and then the next takes over bit by
 * bit. If all tiers together can take less than all, each takes its part of what they can. Thread-safe.
 */
public final class Tiers implements Balancer {

    /** Envoy's: there is more capacity than the traffic needs, so a little may be missing. */
    public static final double USUAL_OVERPROVISIONING = 1.4;

    private static final long SALT = 0x7469657273L;

    private final int[] tierOf;
    private final double overprovisioning;
    private final Balancer within;
    private final Part part;
    private final Balancer[] tiers;
    private final Census[] censuses;

    /**
     * With the tier of each candidate, by index, and the policy within a tier. Candidates beyond these
     * are never chosen.
     *
     * @param overprovisioning at least 1
     */
    public Tiers(int[] tierOf, double overprovisioning, Balancer within) {
        this(tierOf.clone(), overprovisioning, within, Part.ALL);
    }

    private Tiers(int[] tierOf, double overprovisioning, Balancer within, Part part) {
        if (!(overprovisioning >= 1) || overprovisioning == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("over-provisioning is " + overprovisioning + "; it must be at least 1");
        }
        this.tierOf = tierOf;
        this.overprovisioning = overprovisioning;
        this.within = within;
        this.part = part;
        Part[] parts = Arrays.stream(tierOf)
                .sorted()
                .distinct()
                .mapToObj(tier ->
                        Part.where(tierOf.length, i -> tierOf[i] == tier).within(part))
                .toArray(Part[]::new);
        tiers = Arrays.stream(parts).map(within::over).toArray(Balancer[]::new);
        censuses = Arrays.stream(parts).map(Census::new).toArray(Census[]::new);
    }

    @Override
    public Tiers over(Part part) {
        return new Tiers(tierOf, overprovisioning, within.over(part), this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        for (Balancer tier : tiers) {
            tier.prepare(candidates);
        }
    }

    @Override
    public int choose(Candidates candidates, long key) {
        int tier = tier(candidates, Draw.unit(Hashing.mix(key ^ SALT)));
        int chosen = tier == NONE ? NONE : tiers[tier].choose(candidates, key);
        // health may have changed since it was counted: then whoever comes first
        for (int i = 0; i < tiers.length && chosen == NONE; i++) {
            chosen = i == tier ? NONE : tiers[i].choose(candidates, key);
        }
        return chosen;
    }

    private int tier(Candidates candidates, double chance) {
        double all = 0;
        for (int i = 0; i < tiers.length && all < 1; i++) {
            censuses[i].look(candidates);
            all += capacity(i);
        }
        // if they can take only so much of all: the same chance, of that much
        double at = chance * Math.min(all, 1);
        double reached = 0;
        for (int i = 0; i < tiers.length && reached < 1; i++) {
            reached += capacity(i);
            if (at < reached) {
                return i;
            }
        }
        return NONE;
    }

    /** As a share of the whole traffic; more than all is no more than all. */
    private double capacity(int tier) {
        return Math.min(censuses[tier].usableShare() * overprovisioning, 1);
    }
}
