/** How do operators log in at the center? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.account;
