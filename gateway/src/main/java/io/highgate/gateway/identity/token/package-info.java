/** Is a token good, and whose is it? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.token;
