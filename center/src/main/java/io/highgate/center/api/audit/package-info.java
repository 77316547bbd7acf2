/** How is read over HTTP who changed what? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.audit;
