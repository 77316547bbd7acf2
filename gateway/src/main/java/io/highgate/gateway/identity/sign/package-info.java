/** What is signed of a request, with what, and is a signature right? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.sign;
