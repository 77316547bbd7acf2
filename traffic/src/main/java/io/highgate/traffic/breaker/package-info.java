/** Whether an upstream or endpoint is spared for a while: circuits as pure policies, time handed in. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.breaker;
