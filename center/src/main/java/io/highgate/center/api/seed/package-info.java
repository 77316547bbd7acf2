/** How do callers ask who were there before this center? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.seed;
