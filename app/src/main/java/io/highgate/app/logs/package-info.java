/** Where the application's log goes. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.logs;
