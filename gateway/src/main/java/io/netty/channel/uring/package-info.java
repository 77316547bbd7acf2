/** What Highgate adds to Netty's own package of this name: see docs/decisions/0012-take-over.md. */
package io.netty.channel.uring;
