package io.highgate.gateway.center.red;

import io.highgate.gateway.count.Outcomes;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was counted in an interval, or in several as one; as large for ten minutes as for ten seconds. Confined to one thread. */
final class Sums {

    private final Map<Kind, Sum> all = new LinkedHashMap<>();
    private final long began;
    private long requests;

    /** @param began milliseconds since 1970 */
    Sums(long began) {
        this.began = began;
    }

    void add(Kind kind, int statusClass, int bucket, int times) {
        all.computeIfAbsent(kind, _ -> new Sum()).add(statusClass, bucket, times);
        requests += times;
    }

    Map<Kind, Sum> all() {
        return all;
    }

    long began() {
        return began;
    }

    /** All of them. */
    long requests() {
        return requests;
    }

    /** Of one kind. */
    static final class Sum {

        private static final int PAGE = 128;

        private final long[] classes = new long[Outcomes.CLASSES];
        private final int[][] pages = new int[Outcomes.BUCKETS / PAGE][];

        private void add(int statusClass, int bucket, int times) {
            classes[statusClass] += times;
            int[] page = pages[bucket / PAGE];
            if (page == null) {
                page = new int[PAGE];
                pages[bucket / PAGE] = page;
            }
            page[bucket % PAGE] += times;
        }

        /** Answers with a status of that class: 2 for 200 to 299; 0 for none at all. */
        long count(int statusClass) {
            return classes[statusClass];
        }

        long total() {
            long total = 0;
            for (long count : classes) {
                total += count;
            }
            return total;
        }

        /** Who hears of durations. */
        interface Reader {

            /** So many took so long. */
            void duration(long micros, int times);
        }

        void durations(Reader reader) {
            for (int bucket = 0; bucket < Outcomes.BUCKETS; bucket++) {
                int[] page = pages[bucket / PAGE];
                if (page != null && page[bucket % PAGE] > 0) {
                    reader.duration(Outcomes.micros(bucket), page[bucket % PAGE]);
                }
            }
        }
    }
}
