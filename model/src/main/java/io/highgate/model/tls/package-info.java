/** What stands in certificate and key files, read and checked; the gateway and the check share it. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.tls;
