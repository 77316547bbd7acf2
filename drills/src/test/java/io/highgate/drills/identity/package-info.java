/** Who is logged in, and how much may they ask, when stores and gateways come and go? */
package io.highgate.drills.identity;
