/** What do machines and operators ask and say of instances? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api.cell;
