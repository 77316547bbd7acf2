package io.highgate.registries;

import io.highgate.wire.cell.Listed;
import java.util.List;

/** Who is told what a registry knows of one service: on the registry's threads, one call at a time. */
public interface Follower {

    /**
     * These are its instances now; none, if the registry says so, or knows no such service. Their cell is
     * the service's name in lower case, nothing else of it changed.
     */
    void found(List<Listed> instances);

    /** Nobody has said for a while; once for each reason until something is found again. */
    void failed(String problem);
}
