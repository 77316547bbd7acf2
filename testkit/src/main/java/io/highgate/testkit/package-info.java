/** What tests are made with: time that only moves when told to, raw clients, scripted origins. */
@org.jspecify.annotations.NullMarked
package io.highgate.testkit;
