/** Addresses as people write them. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.sql.settings;
