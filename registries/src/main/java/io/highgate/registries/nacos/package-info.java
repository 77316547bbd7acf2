/** What does Nacos know of a service, asked by its open API? */
@org.jspecify.annotations.NullMarked
package io.highgate.registries.nacos;
