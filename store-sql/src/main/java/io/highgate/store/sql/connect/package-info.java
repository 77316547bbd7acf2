/** How are connections made, kept and counted? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.sql.connect;
