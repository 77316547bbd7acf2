/** The whole: the program that is started. */
@org.jspecify.annotations.NullMarked
package io.highgate.app;
