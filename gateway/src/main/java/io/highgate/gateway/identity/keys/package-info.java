/** Which keys does an issuer sign with now? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.keys;
