/** Processes: how the parts are wired together, started, told of signals, and stopped. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.process;
