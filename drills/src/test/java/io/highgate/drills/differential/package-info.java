/** What a gateway forwards, read again by several real origins: all must find the same requests. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.differential;
