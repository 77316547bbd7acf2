/** What is lost when centers, Redis or PostgreSQL go? Nothing that was asked for. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.center;
