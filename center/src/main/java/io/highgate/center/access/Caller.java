package io.highgate.center.access;

/** Who asks, as far as it has been proved. Immutable. */
public sealed interface Caller {

    /** As the audit log names it. */
    String name();

    /** Nobody knows who; only what is open to everybody is answered. */
    record Nobody() implements Caller {
        @Override
        public String name() {
            return "nobody";
        }
    }

    /** A person, or a program that acts as one. */
    record Operator(String name, Role role) implements Caller {}

    /** A user of services who has no business here. */
    record Guest(String name) implements Caller {}

    /** A service that registers instances of its own cell. */
    record Provider(String safeKey, String cell) implements Caller {
        @Override
        public String name() {
            return "key " + safeKey;
        }
    }

    /** A gateway, which follows the registry and says how instances do. */
    record Gateway(String safeKey, String subject) implements Caller {
        @Override
        public String name() {
            return "key " + safeKey;
        }
    }

    /** Whether it has at least this role. */
    default boolean is(Role role) {
        return this instanceof Operator operator && operator.role().includes(role);
    }

    /** Whether it may register and take back instances of this cell. */
    default boolean mayServe(String cell) {
        return is(Role.OPERATOR)
                || this instanceof Provider provider && provider.cell().equals(cell);
    }
}
