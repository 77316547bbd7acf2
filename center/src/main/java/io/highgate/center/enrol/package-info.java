/** How is an instance listed and taken back, with everything that has to be noted of it? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.enrol;
