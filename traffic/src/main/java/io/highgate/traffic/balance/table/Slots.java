package io.highgate.traffic.balance.table;

import io.highgate.traffic.hash.Hashing;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Who owns which slot of a fixed number: the table of a consistent hash. Everybody lays claim to
 * slots, one after another, at moments that come the sooner the larger its weight is; a slot belongs
 * to whoever claims it first. Claims hang on the claimant's own identity and weight only. So a
 * slot changes hands only if its owner leaves (or becomes lighter) or its new owner joins (or
 * becomes heavier): movement is minimal, as with Maglev's table it nearly is. Immutable.
 *
 * <p>The number of slots grows with the members in two coarse steps (beyond 32 and 1,024); only at
 * these does more move than must.
 */
public final class Slots {

    /** Nobody owns a slot. */
    public static final Slots NOBODY = new Slots(new int[] {-1, -1}, 1);

    // at a step 128 or 64 slots each: shares are then off by a tenth, mostly
    private static final int FEW = 32;
    private static final int FEW_BITS = 12;
    private static final int MANY = 1_024;
    private static final int MANY_BITS = 16;
    private static final int MOST_BITS = 18;

    private final int[] owners;
    private final int shift;

    private Slots(int[] owners, int bits) {
        this.owners = owners;
        shift = Long.SIZE - bits;
    }

    /** With the identity of each member's index: the same number wherever it is a member. */
    public static Slots of(Weighted weighted, IntToLongFunction identity) {
        int size = weighted.size();
        if (size == 0) {
            return NOBODY;
        }
        int bits = size <= FEW ? FEW_BITS : size <= MANY ? MANY_BITS : MOST_BITS;
        Claims claims = new Claims(weighted, weighted.each(identity), bits);
        return new Slots(claims.settled(), bits);
    }

    /** The owner of the slot of a well mixed number, or -1 if nobody owns one. */
    public int at(long number) {
        return owners[(int) (number >>> shift)];
    }

    /** The claims while the table is made. Confined to the thread that makes it. */
    private static final class Claims {

        private static final long STEP = 0x9E3779B97F4A7C15L;

        // reached only if many members share one identity and so claim the same slots
        private static final int MOST_ROUNDS = 8;

        private final Weighted weighted;
        private final long[] identities;
        private final int[] claimed;
        private final int[] owners;
        private final double[] moments;
        private final int shift;
        private int free;

        Claims(Weighted weighted, long[] identities, int bits) {
            this.weighted = weighted;
            this.identities = identities;
            claimed = new int[identities.length];
            owners = new int[1 << bits];
            moments = new double[1 << bits];
            Arrays.fill(moments, Double.POSITIVE_INFINITY);
            shift = Long.SIZE - bits;
            free = owners.length;
        }

        /** Claims until every slot is taken; later ones could not win any. */
        int[] settled() {
            // by then all slots are taken but with luck of e^-3 (the coupon collector's problem)
            double until = owners.length * (Math.log(owners.length) + 3) / weighted.total();
            for (int round = 0; round < MOST_ROUNDS && free > 0; round++) {
                for (int i = 0; i < identities.length; i++) {
                    claim(i, until);
                }
                until *= 1.25;
            }
            for (int slot = 1; slot < owners.length && free > 0; slot++) {
                owners[slot] = moments[slot] == Double.POSITIVE_INFINITY ? owners[slot - 1] : owners[slot];
            }
            return Arrays.stream(owners).map(weighted::member).toArray();
        }

        private void claim(int position, double until) {
            long seed = Hashing.mix(identities[position]);
            double phase = (Hashing.mix(~seed) >>> 11) * 0x1p-53;
            double weight = weighted.weight(position);
            int number = claimed[position];
            for (; (number + phase) / weight <= until; number++) {
                int slot = (int) (Hashing.mix(seed + number * STEP) >>> shift);
                double moment = (number + phase) / weight;
                if (moment < moments[slot] || moment == moments[slot] && isSenior(position, owners[slot])) {
                    free -= moments[slot] == Double.POSITIVE_INFINITY ? 1 : 0;
                    moments[slot] = moment;
                    owners[slot] = position;
                }
            }
            claimed[position] = number;
        }

        /** Two claims at the same moment are decided by something that has no order of members in it. */
        private boolean isSenior(int position, int other) {
            return Long.compareUnsigned(identities[position], identities[other]) < 0;
        }
    }
}
