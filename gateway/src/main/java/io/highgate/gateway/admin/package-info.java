/** The management port's answers. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.admin;
