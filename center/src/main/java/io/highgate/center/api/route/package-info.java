/** Which paths are there, and who may ask for them? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.route;
