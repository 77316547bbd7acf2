/** Which endpoint is asked: pure policies without I/O. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.balance;
