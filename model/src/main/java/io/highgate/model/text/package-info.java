/** Text to a tree that knows where each part stands. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.text;
