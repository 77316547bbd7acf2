/** Where is it noted who changed what, and how is that read? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.audit;
