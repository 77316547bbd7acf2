package io.highgate.center.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an operator may do; each one all that those before it may. */
public enum Role {
    /** Look at everything but the audit log. */
    VIEWER,
    /** Register, drain and restore instances of every cell. */
    OPERATOR,
    /** Give keys out, take them back, and read who changed what. */
    ADMIN;

    /** As it is spelled in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is spelled so; null if none is. */
    public static @Nullable Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return null;
    }

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
