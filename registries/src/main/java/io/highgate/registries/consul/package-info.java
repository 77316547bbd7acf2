/** What does Consul know? */
@org.jspecify.annotations.NullMarked
package io.highgate.registries.consul;
