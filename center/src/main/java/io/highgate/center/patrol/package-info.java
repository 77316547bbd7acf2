/** Which instances are well, asked from here? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.patrol;
