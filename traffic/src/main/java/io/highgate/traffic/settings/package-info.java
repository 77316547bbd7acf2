/** What records of settings demand of their values. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.settings;
