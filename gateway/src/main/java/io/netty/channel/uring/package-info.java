/** What Highgate adds to Netty's own package of this name: see docs/decisions/0012-take-over.md and 0013-io-uring-resets.md. */
package io.netty.channel.uring;
