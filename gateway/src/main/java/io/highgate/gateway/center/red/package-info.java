/** What is a center told of requests, how often, and what of it waits? (knows no requests) */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.center.red;
