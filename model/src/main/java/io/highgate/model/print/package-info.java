/** Specs to text that reads back to the same specs. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.print;
