/** What does a service of the user's say about a request? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.forward;
