/** What is counted of requests, and how is it shown? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.count;
