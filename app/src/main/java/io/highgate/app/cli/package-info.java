/** The command line: one class for each subcommand. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.cli;
