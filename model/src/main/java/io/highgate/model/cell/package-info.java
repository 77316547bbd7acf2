/** Which routes lead to cells, without anybody writing them down? */
@org.jspecify.annotations.NullMarked
package io.highgate.model.cell;
