/**
 * Which endpoint is asked: pure policies without I/O. {@code Balancer}s that choose, and layers over
 * them that narrow what they choose among: {@code Subset}, {@code Tiers}, {@code Zones}, in any order.
 */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.balance;
