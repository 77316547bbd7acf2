/** Drills: faults caused on real processes, each with a deadline, against what docs/operate says. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills;
