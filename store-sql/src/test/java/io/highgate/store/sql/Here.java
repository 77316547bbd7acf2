package io.highgate.store.sql;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.time.Ticker;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.AddressReader;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Databases of tests, in real time. Stateless. */
final class Here {

    static final Surroundings SURROUNDINGS =
            new Surroundings(Ticker.system(), new Random(1), pause -> LockSupport.parkNanos(pause.toNanos()));

    private Here() {}

    static SqlSettings settings(String address) {
        Problems problems = new Problems();
        SqlAddress read = new AddressReader(Place.of("test"), Path.of("."), problems).read(address);
        return SqlSettings.of(Objects.requireNonNull(read, () -> problems.all().toString()));
    }

    static Database open(SqlSettings settings) {
        return Database.open(settings, SURROUNDINGS);
    }

    static Database h2(Path folder) {
        return open(SqlSettings.of(EmbeddedAddress.in(folder)));
    }

    /** How long it takes until it ends, well or not. */
    static Duration time(Runnable what) {
        long begun = System.nanoTime();
        try {
            what.run();
        } finally {
            begun = System.nanoTime() - begun;
        }
        return Duration.ofNanos(begun);
    }
}
