/** What operators do to users from the command line. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.users;
