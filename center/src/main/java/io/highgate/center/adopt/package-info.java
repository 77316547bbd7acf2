/** How do services of registries that were there before become cells? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.adopt;
