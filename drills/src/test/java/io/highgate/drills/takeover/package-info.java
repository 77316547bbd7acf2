/** One process after the other serves on the same ports: under load, with long streams, and when it goes wrong. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.takeover;
