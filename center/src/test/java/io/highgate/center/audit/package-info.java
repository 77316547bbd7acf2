/** Is every change noted, even while nobody can write it down? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.audit;
