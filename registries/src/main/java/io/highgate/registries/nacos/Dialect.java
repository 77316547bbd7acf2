package io.highgate.registries.nacos;

/**
 * The open API of Nacos in its two forms: servers 1.x and 2.x answer the first, 3.x the second and parts of
 * the first. What a server does not have it answers with 404, or 410 if it had it once.
 */
enum Dialect {
    /** {@code /v1/...}: what was asked for is the answer. */
    V1("/v1/auth/login", "/v1/ns/instance/list", "/v1/ns/service/list"),
    /** {@code /v3/...}: what was asked for is the {@code data} of the answer. */
    V3("/v3/auth/user/login", "/v3/client/ns/instance/list", "/v3/admin/ns/service/list");

    private final String login;
    private final String instances;
    private final String services;

    /** What somebody asks for. */
    enum Purpose {
        LOGIN,
        INSTANCES,
        SERVICES
    }

    Dialect(String login, String instances, String services) {
        this.login = login;
        this.instances = instances;
        this.services = services;
    }

    /** Below the context path. */
    String path(Purpose purpose) {
        return switch (purpose) {
            case LOGIN -> login;
            case INSTANCES -> instances;
            case SERVICES -> services;
        };
    }

    Dialect other() {
        return this == V1 ? V3 : V1;
    }
}
