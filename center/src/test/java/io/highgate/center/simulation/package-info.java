/** Do centers, instances and gateways agree in the end, whatever happens in between? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.simulation;
