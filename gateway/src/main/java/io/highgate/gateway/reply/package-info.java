/** The only room that writes an error. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.reply;
