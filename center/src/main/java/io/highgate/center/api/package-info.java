/** What does a center answer, all in all? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api;
