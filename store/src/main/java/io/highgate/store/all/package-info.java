/** What does a process keep, all in all? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.all;
