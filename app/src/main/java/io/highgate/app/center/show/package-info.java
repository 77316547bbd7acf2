/** How are rows shown on a terminal, or to a program, once or again and again? */
@org.jspecify.annotations.NullMarked
package io.highgate.app.center.show;
