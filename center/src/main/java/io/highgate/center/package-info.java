/** Which services are there, who watches them, and who may ask? */
@org.jspecify.annotations.NullMarked
package io.highgate.center;
