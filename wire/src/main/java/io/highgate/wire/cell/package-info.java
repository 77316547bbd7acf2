/** What is a running copy of a service, and what is said of it? */
@org.jspecify.annotations.NullMarked
package io.highgate.wire.cell;
