/** Which instances are there without saying so again and again? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.standing;
