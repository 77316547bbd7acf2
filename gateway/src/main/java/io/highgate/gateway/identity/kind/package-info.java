/** Which authenticator does a configuration mean? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.kind;
