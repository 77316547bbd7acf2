/** Users and their passwords: who may log in, and what guessing costs. Sees stores; knows no requests. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.account;
