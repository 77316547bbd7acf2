package io.highgate.sdk.provider.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An interface that a service offers. Immutable.
 *
 * @param name as gateways know it
 * @param methods that are offered
 */
public record Declaration(String name, List<Method> methods) {

    public Declaration {
        methods = List.copyOf(methods);
    }

    /**
     * A method of it. Immutable.
     *
     * @param parameterType full names of the parameters' types, with commas between; empty if there are none
     */
    public record Method(
            String methodName, String parameterType, String url, boolean isAuth, boolean isHttp, String httpType) {

        private Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("methodName", methodName);
            json.put("parameterType", parameterType);
            json.put("url", url);
            json.put("isAuth", isAuth ? 1 : 0);
            json.put("isHttp", isHttp ? 1 : 0);
            json.put("httpType", httpType);
            return json;
        }
    }

    /** The message that declares it to the center: with a secret, never to be logged. */
    public Map<String, Object> toJson(String serverUrl, String safeKey, String safeSecret) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("serverUrl", serverUrl);
        json.put("safeKey", safeKey);
        json.put("safeSecret", safeSecret);
        json.put("interfaceName", name);
        List<Object> each = new ArrayList<>();
        methods.forEach(it -> each.add(it.toJson()));
        json.put("methods", each);
        return json;
    }
}
