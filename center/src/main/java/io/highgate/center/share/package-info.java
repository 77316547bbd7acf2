/** Which of the centers does what only one may do? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.share;
