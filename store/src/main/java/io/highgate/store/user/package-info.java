/** Who may log in? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.user;
