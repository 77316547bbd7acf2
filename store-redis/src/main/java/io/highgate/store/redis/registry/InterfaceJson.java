package io.highgate.store.redis.registry;

import io.highgate.store.method.InterfaceDefinition;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An interface as it stands in Redis: {@code {"cell","interfaceName","version","methods":[{"methodName",
 * "parameterType","url","isAuth","isHttp","httpType"}]}}, where isAuth and isHttp are 0 or 1 as providers
 * send them. Stateless.
 */
final class InterfaceJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InterfaceJson() {}

    static String write(InterfaceDefinition definition) {
        ObjectNode node = JSON.createObjectNode()
                .put("cell", definition.cell())
                .put("interfaceName", definition.interfaceName())
                .put("version", definition.version());
        ArrayNode methods = node.putArray("methods");
        definition
                .methods()
                .forEach(it -> methods.addObject()
                        .put("methodName", it.methodName())
                        .put("parameterType", it.parameterType())
                        .put("url", it.url())
                        .put("isAuth", it.isAuth() ? 1 : 0)
                        .put("isHttp", it.isHttp() ? 1 : 0)
                        .put("httpType", it.httpType()));
        return JSON.writeValueAsString(node);
    }
}
