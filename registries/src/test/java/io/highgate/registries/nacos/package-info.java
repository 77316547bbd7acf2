@org.jspecify.annotations.NullMarked
package io.highgate.registries.nacos;
