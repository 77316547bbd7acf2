/** Who may do what only one may do at a time? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.lease;
