/** How many requests had cells of late, how many failed, and how long did they take? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.red;
