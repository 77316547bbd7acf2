/** How much may somebody ask for, and when may they ask again? */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.limit;
