/** Do center, gateway and services find each other? */
@org.jspecify.annotations.NullMarked
package io.highgate.app.center;
