/** Starting and stopping things in order. */
@org.jspecify.annotations.NullMarked
package io.highgate.base.life;
