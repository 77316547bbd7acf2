package io.highgate.traffic.balance;

import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;
import java.util.List;

/**
 * Endpoints of the gateway's own zone first, as far as they can carry that zone's traffic: Envoy's
 * zone-aware rule. While the local zone's share of all usable weight is at least its share of the
 * traffic, everything stays; below, the local share of capacity divided by that of traffic stays, and
 * the rest goes to all other zones by the policy within. (Envoy parts the rest by what each zone has
 * left; that would need every zone's traffic.) Thread-safe.
 */
public final class Zones implements Balancer {

    private static final long SALT = 0x7a6f6e6573L;

    private final boolean[] isLocal;
    private final double trafficShare;
    private final Balancer within;
    private final Part part;
    private final Balancer local;
    private final Balancer others;
    private final Census localCensus;
    private final Census otherCensus;

    /**
     * With the zone of each candidate, by index, and the policy within. Candidates beyond these are
     * never chosen. The local zone's share of the traffic is taken to be one in as many as there are
     * zones, the local one counted.
     */
    public Zones(List<String> zoneOf, String localZone, Balancer within) {
        this(zoneOf, localZone, evenShare(zoneOf, localZone), within);
    }

    /** The same with the local zone's share of the traffic: above 0, at most 1. */
    public Zones(List<String> zoneOf, String localZone, double trafficShare, Balancer within) {
        this(isLocal(zoneOf, localZone), trafficShare, within, Part.ALL);
    }

    private Zones(boolean[] isLocal, double trafficShare, Balancer within, Part part) {
        if (!(trafficShare > 0 && trafficShare <= 1)) {
            throw new IllegalArgumentException(
                    "the share of traffic is " + trafficShare + "; it must be above 0 and at most 1");
        }
        this.isLocal = isLocal;
        this.trafficShare = trafficShare;
        this.within = within;
        this.part = part;
        Part here = Part.where(isLocal.length, i -> isLocal[i]).within(part);
        Part elsewhere = Part.where(isLocal.length, i -> !isLocal[i]).within(part);
        local = within.over(here);
        others = within.over(elsewhere);
        localCensus = new Census(here);
        otherCensus = new Census(elsewhere);
    }

    private static double evenShare(List<String> zoneOf, String localZone) {
        long foreign = zoneOf.stream()
                .filter(zone -> !zone.equals(localZone))
                .distinct()
                .count();
        return 1.0 / (foreign + 1);
    }

    private static boolean[] isLocal(List<String> zoneOf, String localZone) {
        boolean[] isLocal = new boolean[zoneOf.size()];
        for (int i = 0; i < isLocal.length; i++) {
            isLocal[i] = zoneOf.get(i).equals(localZone);
        }
        return isLocal;
    }

    @Override
    public Zones over(Part part) {
        return new Zones(isLocal, trafficShare, within.over(part), this.part.within(part));
    }

    @Override
    public void prepare(Candidates candidates) {
        local.prepare(candidates);
        others.prepare(candidates);
    }

    @Override
    public int choose(Candidates candidates, long key) {
        localCensus.look(candidates);
        otherCensus.look(candidates);
        boolean stays = Draw.unit(Hashing.mix(key ^ SALT)) < stayingShare();
        int chosen = (stays ? local : others).choose(candidates, key);
        return chosen == NONE ? (stays ? others : local).choose(candidates, key) : chosen;
    }

    private double stayingShare() {
        long here = localCensus.usableWeight();
        double capacityShare = here / Math.max(here + (double) otherCensus.usableWeight(), 1);
        return capacityShare / trafficShare;
    }
}
