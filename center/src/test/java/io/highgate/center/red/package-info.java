/** Is it counted right what is told of requests? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.red;
