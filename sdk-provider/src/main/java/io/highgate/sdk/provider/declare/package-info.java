/** Which interfaces and methods does a service offer, as it declares on its classes? */
@org.jspecify.annotations.NullMarked
package io.highgate.sdk.provider.declare;
