/** Numbers made of text and of other numbers: the same on every machine, fast, and no secret. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.hash;
