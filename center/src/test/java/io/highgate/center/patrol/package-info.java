/** Who is asked, and what comes of it? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.patrol;
