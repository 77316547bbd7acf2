/** What do the registries know that were there before: Eureka, Consul, Nacos, Kubernetes? */
@org.jspecify.annotations.NullMarked
package io.highgate.registries;
