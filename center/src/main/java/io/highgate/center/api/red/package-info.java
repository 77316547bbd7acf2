/** How do gateways say how their requests went? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.red;
