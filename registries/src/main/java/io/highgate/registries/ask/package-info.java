/** How is a server asked over HTTP, again and again, and what if it does not answer? (knows no registry) */
@org.jspecify.annotations.NullMarked
package io.highgate.registries.ask;
