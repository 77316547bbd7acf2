/** What can be believed of what a registry says of instances? The same for all registries. */
@org.jspecify.annotations.NullMarked
package io.highgate.registries.entry;
