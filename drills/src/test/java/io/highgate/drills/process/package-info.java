/** What takes part in a drill: the gateway, origins and other programs as processes, and a disk that is full. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.process;
