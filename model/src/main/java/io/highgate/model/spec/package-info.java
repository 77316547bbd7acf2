/** What the user wants, as records: the native configuration, whatever it was read from. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.spec;
