/** What no single value shows: whether the parts of a spec fit together. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.check;
