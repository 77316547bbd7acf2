/** What is known of one endpoint and told to balancers: how slow it is, how warm it is. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.balance.score;
