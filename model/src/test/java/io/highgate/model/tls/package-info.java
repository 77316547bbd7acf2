/** Who is known, and what does it count? */
@org.jspecify.annotations.NullMarked
package io.highgate.model.tls;
