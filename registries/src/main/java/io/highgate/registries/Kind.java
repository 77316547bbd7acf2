package io.highgate.registries;

/** Which kinds of registries can be asked. */
public enum Kind {
    EUREKA("Eureka"),
    CONSUL("Consul"),
    NACOS("Nacos"),
    KUBERNETES("Kubernetes");

    private final String title;

    Kind(String title) {
        this.title = title;
    }

    /** Its own name. */
    public String title() {
        return title;
    }
}
