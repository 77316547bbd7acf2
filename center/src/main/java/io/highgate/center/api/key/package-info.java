/** How are service keys made and taken back over HTTP? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.key;
