package io.highgate.registries.ask;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The addresses of servers, as settings name them. Stateless. */
public final class Servers {

    private Servers() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if one is no address of a server; it says nothing of a user that
     *     stands in one
     */
    public static List<URI> of(List<String> urls) {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("there is no address of a server");
        }
        return urls.stream().map(Servers::one).toList();
    }

    private static URI one(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address of a server is written like http://10.0.0.5:8500");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "'" + uri.getHost() + "': a user does not belong into an address; say username and password");
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "'" + url + "' is not the address of a server; write it like http://10.0.0.5:8500");
        }
        return uri;
    }

    /** The kind of a registry and all of its addresses. */
    public static String title(String kind, List<URI> servers) {
        return kind + " "
                + String.join(", ", servers.stream().map(URI::toString).toList());
    }
}
