/** Whether and when to try again: budget, back-off and what the upstream asks for. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.retry;
