package io.highgate.registries;

import io.highgate.base.time.Ticker;
import java.util.Random;

/** Time, threads and chance as they are. */
public final class RealMeans {

    private RealMeans() {}

    public static Means means() {
        return new Means(Ticker.system(), Thread.ofVirtual().factory(), new Random(7));
    }
}
