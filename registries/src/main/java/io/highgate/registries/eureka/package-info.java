/** What does a Eureka server know? */
@org.jspecify.annotations.NullMarked
package io.highgate.registries.eureka;
