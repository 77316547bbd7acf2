/** How do browsers log in at an OpenID provider? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.oidc;
