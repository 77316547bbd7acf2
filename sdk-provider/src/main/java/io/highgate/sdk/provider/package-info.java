/** How does a service register itself at the center, stay registered, and leave without losing a request? */
@org.jspecify.annotations.NullMarked
package io.highgate.sdk.provider;
