/** Clients and endpoints in one thread, driven by a seed: all policies together, judged after each event. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.simulation;
