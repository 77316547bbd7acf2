/** How much does one center carry, and how soon do others hear of it? */
@NullMarked
package io.highgate.bench.center;

import org.jspecify.annotations.NullMarked;
