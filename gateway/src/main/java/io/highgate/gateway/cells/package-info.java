/** What do requests to cells have to bring, and what do their answers say? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.cells;
