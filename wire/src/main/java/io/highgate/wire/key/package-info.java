/** How does a machine prove which service key it holds? */
@org.jspecify.annotations.NullMarked
package io.highgate.wire.key;
