/** What can be asked of a center that runs elsewhere, as whom, and what comes back? */
@org.jspecify.annotations.NullMarked
package io.highgate.app.center.ask;
