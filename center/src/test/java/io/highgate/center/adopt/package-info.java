@org.jspecify.annotations.NullMarked
package io.highgate.center.adopt;
