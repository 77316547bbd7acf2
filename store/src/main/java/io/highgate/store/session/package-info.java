/** Who is logged in? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.session;
