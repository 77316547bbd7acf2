/** Who is taken out because nothing was heard of it, and when is that not to be believed? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.evict;
