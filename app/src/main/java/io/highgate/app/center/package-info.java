/** How is a center put together, and what does it keep on this machine? */
@org.jspecify.annotations.NullMarked
package io.highgate.app.center;
