/** Which machines and operators may come, with which key? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.key;
