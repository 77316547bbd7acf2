/** How does somebody log in and out over HTTP, and see where else they are logged in? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.login;
