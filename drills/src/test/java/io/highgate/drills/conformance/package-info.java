/** Suites and tools of other people, and attacks, against a gateway in a process of its own. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.conformance;
