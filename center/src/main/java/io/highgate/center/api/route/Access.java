package io.highgate.center.api.route;

import io.highgate.center.access.Caller;
import io.highgate.center.access.Role;

/** Who may ask for a path at all; what it is done to may narrow that further. */
public enum Access {
    /** Everybody, known or not. */
    OPEN,
    /** Whoever is known, or says in the body who it is: the handler looks. */
    IN_BODY,
    /** Whoever is known. */
    KNOWN,
    /** Viewers. */
    VIEW,
    /** Viewers and gateways. */
    FOLLOW,
    /** Operators and gateways. */
    REPORT,
    /** Whoever may say how requests went: operators, gateways, and providers of their own cell. */
    TELL,
    /** Operators and providers, of cells that they {@link Caller#mayServe may serve}. */
    SERVE,
    /** Operators. */
    OPERATE,
    /** Administrators. */
    ADMINISTER;

    public boolean admits(Caller caller) {
        boolean gateway = caller instanceof Caller.Gateway;
        return switch (this) {
            case OPEN, IN_BODY -> true;
            case KNOWN -> !(caller instanceof Caller.Nobody);
            case VIEW -> caller.is(Role.VIEWER);
            case FOLLOW -> gateway || caller.is(Role.VIEWER);
            case REPORT -> gateway || caller.is(Role.OPERATOR);
            case TELL -> gateway || caller instanceof Caller.Provider || caller.is(Role.OPERATOR);
            case SERVE -> caller instanceof Caller.Provider || caller.is(Role.OPERATOR);
            case OPERATE -> caller.is(Role.OPERATOR);
            case ADMINISTER -> caller.is(Role.ADMIN);
        };
    }

    /** Who may, in words. */
    public String who() {
        return switch (this) {
            case OPEN -> "everybody";
            case IN_BODY -> "whoever has a service key";
            case KNOWN -> "whoever is known";
            case VIEW -> "viewers";
            case FOLLOW -> "viewers and gateways";
            case REPORT -> "operators and gateways";
            case TELL -> "operators, gateways and providers";
            case SERVE -> "operators and providers";
            case OPERATE -> "operators";
            case ADMINISTER -> "administrators";
        };
    }
}
