package io.highgate.gateway.center.red;

/** What is counted together: requests of one route to one cell. Immutable. */
record Kind(String cell, String route) {}
