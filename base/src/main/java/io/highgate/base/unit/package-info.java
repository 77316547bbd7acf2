/** Units as types: sizes, ratios, addresses, secrets and the way durations are written. */
@org.jspecify.annotations.NullMarked
package io.highgate.base.unit;
