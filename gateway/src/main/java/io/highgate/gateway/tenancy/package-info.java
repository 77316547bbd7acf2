/** On whose behalf? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.tenancy;
