/** What is broken on purpose, where the configuration says so? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.fault;
