/** What balancers read per request, made of weights beforehand: who has which share, turn or slot. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.balance.table;
