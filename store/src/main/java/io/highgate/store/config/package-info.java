/** Which configurations were there? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.config;
