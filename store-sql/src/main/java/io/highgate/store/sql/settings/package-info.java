/** Which database, and how long is waited for it? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.sql.settings;
