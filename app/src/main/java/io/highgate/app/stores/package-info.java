/** Where is it kept what outlives the process? */
@org.jspecify.annotations.NullMarked
package io.highgate.app.stores;
