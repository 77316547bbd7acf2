/** What is counted and waited for, without a database. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.sql.connect;
