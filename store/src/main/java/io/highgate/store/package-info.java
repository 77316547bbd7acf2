/** What do processes keep together, and what if it is away? */
@org.jspecify.annotations.NullMarked
package io.highgate.store;
