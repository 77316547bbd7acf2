/** What does one process tell all the others at once? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.news;
