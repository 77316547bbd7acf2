/** The life of configuration in a running process: watched, read, published, remembered. */
@org.jspecify.annotations.NullMarked
package io.highgate.app.life;
