/** How do requests come in and answers go out? (sees Helidon) */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.serve;
