/** The clients of a drill, which account for every request they send. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.client;
