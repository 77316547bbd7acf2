/** What do readers of the stream get? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.follow;
