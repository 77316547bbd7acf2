/** How much has somebody asked for, wherever they did? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.limit;
