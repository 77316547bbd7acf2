/** Durable state in PostgreSQL, or H2 in a file. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.sql;
