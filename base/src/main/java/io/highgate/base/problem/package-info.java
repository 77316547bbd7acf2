/** What is wrong with something a user wrote, and where: collected, never thrown one at a time. */
@org.jspecify.annotations.NullMarked
package io.highgate.base.problem;
