/** Which endpoints may be asked: what probes and answers say of them, and an operator's word. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.health;
