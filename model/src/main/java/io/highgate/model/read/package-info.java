/** Files to one checked spec: find, read, merge, bind, let the environment win, check. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.read;
