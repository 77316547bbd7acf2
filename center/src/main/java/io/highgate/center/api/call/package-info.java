/** What is asked and answered, whoever carries it? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.call;
