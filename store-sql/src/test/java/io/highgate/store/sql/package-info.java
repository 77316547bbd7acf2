/** The contracts and the failures of stores, on H2 and on real PostgreSQL servers. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.sql;
