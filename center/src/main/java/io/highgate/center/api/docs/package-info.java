/** Where is the contract of all paths? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.docs;
