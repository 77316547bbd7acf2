package io.highgate.store.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All configurations that were published; as {@link io.highgate.store.user.UserStore} in all other respects. */
public interface ConfigVersions {

    /**
     * Publishes the next one.
     *
     * @return false if there is one with that number, so that somebody was faster
     */
    boolean append(ConfigVersion next);

    /** The last one; null before the first. */
    @Nullable
    ConfigVersion last();

    @Nullable
    ConfigVersion find(long number);

    /** Those before this one, the youngest first; at most so many. */
    List<ConfigVersion> before(long number, int most);
}
