/** How is this center? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.health;
