package io.highgate.gateway.exchange;

import io.highgate.gateway.flow.ClientStream;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.route.RouteMatch;

/**
 * What the exchanges of one client stream share, one after the other. Confined to one event loop.
 *
 * @param match filled anew by each exchange that finds a route
 */
public record Seat(Loop loop, Entrance entrance, ClientStream client, Peer peer, RouteMatch match) {}
