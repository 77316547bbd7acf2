package io.highgate.store.sql;

import io.highgate.store.sql.connect.PoolFigures;

/**
 * What the database looks like from here, for metrics. Immutable.
 *
 * @param pool its connections
 * @param repeated tries that were made again
 * @param failed calls that ended without an answer
 * @param unknown those of them of whose change nobody knows whether it was made
 */
public record SqlFigures(PoolFigures pool, long repeated, long failed, long unknown) {}
