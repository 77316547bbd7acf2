/** How is an instance asked over HTTP, and nobody else? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.patrol.ask;
