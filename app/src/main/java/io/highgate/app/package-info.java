/** The whole: explicit wiring of each process in plain Java. */
@org.jspecify.annotations.NullMarked
package io.highgate.app;
