package io.highgate.store.redis.spec;

import io.highgate.base.unit.HostPort;
import java.util.List;

/** Where Redis is found. Immutable. */
public sealed interface RedisPlace {

    /** Whom to ask first. */
    List<HostPort> addresses();

    /** One server, always the same. */
    record One(HostPort address, int database) implements RedisPlace {

        @Override
        public List<HostPort> addresses() {
            return List.of(address);
        }
    }

    /** Whichever server is the master now; Sentinels know. */
    record Sentinels(List<HostPort> addresses, String master, int database) implements RedisPlace {

        public Sentinels {
            addresses = List.copyOf(addresses);
        }
    }

    /** Many servers, each with a part of the keys; some of them are named here. */
    record Cluster(List<HostPort> addresses) implements RedisPlace {

        public Cluster {
            addresses = List.copyOf(addresses);
        }
    }
}
