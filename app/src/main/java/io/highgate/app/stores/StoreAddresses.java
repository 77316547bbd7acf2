package io.highgate.app.stores;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.Secret;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.StoresSpec;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.redis.spec.RedisUrl;
import io.highgate.store.sql.settings.AddressReader;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the configuration says that the stores are. Pure. */
public final class StoreAddresses {

    private StoreAddresses() {}

    /** Reports every problem of the addresses. */
    public static void check(GatewaySpec spec, Places places, Problems problems) {
        Secret redis = spec.stores().redis();
        if (redis != null) {
            RedisUrl.read(redis.reveal(), places.of("stores.redis"), problems);
        }
        Secret database = spec.stores().database();
        if (database != null) {
            new AddressReader(places.of("stores.database"), Path.of(""), problems).read(database.reveal());
        }
    }

    /** Null for the memory of this process. */
    static @Nullable RedisSpec redis(StoresSpec spec) {
        Secret redis = spec.redis();
        Problems problems = new Problems();
        RedisSpec read = redis == null ? null : RedisUrl.read(redis.reveal(), Place.of("stores.redis"), problems);
        demandNone(problems);
        return read;
    }

    /** Where users, tenants and the audit log are kept; a file below the state folder if nothing is said. */
    public static SqlAddress database(StoresSpec spec, Path stateFolder) {
        Secret database = spec.database();
        if (database == null) {
            return EmbeddedAddress.in(stateFolder);
        }
        Problems problems = new Problems();
        SqlAddress read = new AddressReader(Place.of("stores.database"), stateFolder, problems).read(database.reveal());
        demandNone(problems);
        if (read == null) {
            throw new IllegalArgumentException("stores.database cannot be read");
        }
        return read;
    }

    private static void demandNone(Problems problems) {
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(problems.all().toString());
        }
    }
}
