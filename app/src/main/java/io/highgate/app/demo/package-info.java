/** The demo: two small cells behind a gateway, in one process. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.demo;
