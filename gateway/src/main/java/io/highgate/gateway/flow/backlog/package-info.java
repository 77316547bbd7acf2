/** What was written and waits for its reader: how much that may be in all, and who must go. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.flow.backlog;
