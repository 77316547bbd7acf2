/** Who changed what? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.audit;
