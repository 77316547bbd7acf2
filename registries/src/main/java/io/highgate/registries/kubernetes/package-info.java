/** What does Kubernetes know of a service? (sees fabric8's client) */
@org.jspecify.annotations.NullMarked
package io.highgate.registries.kubernetes;
