/** How a process gets its ports from the one before it, and leaves them to the one after it. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.takeover;
